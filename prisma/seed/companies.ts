/** A customer of the demo shop, as one line of a table. All of them are made up. */
export interface Company {
  name: string
  tier: string
  stage: string
  industry: string
  region: string
  /** Days between orders, and what one is worth. */
  cycle: number
  amount: number
  /** Days since the last order and since the last contact; null: never. */
  silent: number
  contact: number | null
  /** How many orders there were; 0: a prospect. */
  orders: number
  tags: string
  person: string
  role: string
  /** Unset: the sources go round. */
  source?: string
  /** Unset: nobody said that they left. */
  left?: Left
}

/** Somebody marked them as gone so many days ago, and what they said when they were asked. */
export interface Left {
  days: number
  reason: string
  answer?: { reason: string; comment: string }
}

const fields = (line: string): string[] => line.split('|').map(field => field.trim())

function table(text: string): Company[] {
  return text
    .trim()
    .split('\n')
    .map(line => {
      const [name = '', tier = '', stage = '', industry = '', region = '', numbers = '', tags = '', person = '', role = ''] =
        fields(line)
      const [cycle = 0, amount = 0, silent = 0, contact = -1, orders = 0] = numbers.split(/\s+/).map(Number)
      return {
        name,
        tier,
        stage,
        industry,
        region,
        cycle,
        amount,
        silent,
        contact: contact < 0 ? null : contact,
        orders,
        tags,
        person,
        role,
      }
    })
}

// name | tier | stage | industry | region | cycle amount silent contact orders | tags | contact | role
export const english = table(`
Acme Retail Group      | A | customer | Retail       | Germany     | 23 4200 61 34 22 | vip,renewal | Anna Becker      | Head of purchasing
Bergmann Hotels        | A | customer | Hospitality  | Austria     | 35 6800 41 12 15 | vip         | Lukas Bergmann   | Owner
Northwind Offices      | A | customer | Real estate  | Netherlands | 28 3900 19  6 18 | vip         | Ella de Vries    | Facility manager
Copper & Pine          | B | customer | Restaurants  | Denmark     | 30 1450 96 74 11 | restaurant  | Mads Holm        | Operations
Museum Haus Weil       | A | customer | Culture      | Germany     | 60 9200 150 66 7 | project     | Clara Weil       | Exhibition design
Fjord Fitness          | B | customer | Sports       | Norway      | 40 2100 22 20 12 |             | Ingrid Solberg   | Expansion manager
Delft Design Studio    | C | customer | Design       | Netherlands | 55  640 48 90  6 | designer    | Tom Visser       | Partner
Quartier Bakeries      | B | customer | Food         | Germany     | 21  980 12  9 26 | restaurant  | Jana Roth        | Shop planning
Atelier Moreau         | C | customer | Design       | France      | 45  720 131 -1 5 | designer    | Louise Moreau    | Founder
Hansa Logistics        | A | customer | Logistics    | Germany     | 50 7400 58 25 10 | renewal     | Henrik Voss      | Head of sites
Silverline Clinics     | A | customer | Health       | Switzerland | 42 5600 14  4 14 | vip         | Nora Keller      | Building services
Piccola Trattorie      | C | customer | Restaurants  | Italy       | 33  540 39 15  9 | restaurant  | Paolo Greco      | Owner
Greenhouse Coworking   | B | customer | Real estate  | Belgium     | 38 1900 88 52  9 | churned-once| Sara Peeters     | Community lead
Baltic Shipyards       | B | customer | Industry     | Poland      | 70 4100 66 31  6 | project     | Marek Nowak      | Maintenance
Lindqvist Interiors    | C | customer | Design       | Sweden      | 36  860 18 11 13 | designer    | Astrid Lindqvist | Interior architect
Alpine Lodges          | B | customer | Hospitality  | Austria     | 48 2300 44 29  8 |             | Peter Moser      | Technical lead
Zeta Cinemas           | B | customer | Culture      | Spain       | 52 1750 109 80 7 |             | Lucia Romero     | Purchasing
Orchard Schools        | B | customer | Education    | Ireland     | 62 2650 31 14  6 | public      | Aoife Byrne      | Estates office
Riva Yachts            | A | customer | Industry     | Italy       | 44 8300 49 43  9 | vip,project | Giulia Riva      | Interior fitting
Papier & Tinte         | C | customer | Retail       | Germany     | 29  310 27 55 12 |             | Jonas Frank      | Shop owner
Kettle & Crumb         | C | customer | Food         | Ireland     | 26  420 35 17 10 | restaurant  | Niamh Doyle      | Manager
Trident Gyms           | C | customer | Sports       | Germany     | 40  880 420 200 5 |            | Marc Petry       | Owner
Sundial Care Homes     | B | customer | Health       | Netherlands | 58 3150 20 16  5 | public      | Pieter Bakker    | Housing manager
Volta Car Parks        | A | onboarding | Infrastructure | Belgium | 60 11800 26 8  1 | project     | Julie Claes      | Project lead
Maison Lenoir          | C | onboarding | Retail     | France      | 60  950  9  5  1 |             | Camille Lenoir   | Owner
Blue Door Hostels      | B | lead     | Hospitality  | Portugal    |  0    0  0  3  0 | prospect    | Rita Marques     | Co-founder
Stadtwerke Lindau      | A | lead     | Infrastructure | Germany   |  0    0  0 19  0 | public,prospect | Max Huber    | Street lighting
`)

export const chinese = table(`
知客科技               | A | 成交客户 | 软件     | 上海 | 30 36000 74 40 14 | 重点,VIP    | 周敏   | 行政总监
华润万家生活广场       | A | 成交客户 | 商超     | 杭州 | 25 52000 29 10 20 | 重点        | 李建国 | 工程部经理
晨光文具连锁           | B | 成交客户 | 零售     | 上海 | 28 12800 16  7 17 | 连锁        | 王雪   | 门店拓展
西湖云栖酒店           | A | 成交客户 | 酒店     | 杭州 | 45 68000 112 61 8 | VIP,项目    | 沈浩   | 采购经理
苏州园林餐饮           | B | 成交客户 | 餐饮     | 苏州 | 32 15600 38 15 11 | 餐饮        | 顾晓燕 | 运营总监
南京博雅书店           | C | 成交客户 | 零售     | 南京 | 40  4200 97 -1 6 |              | 许文   | 店长
宁波港务仓储           | A | 成交客户 | 物流     | 宁波 | 60 83000 52 22 8 | 项目         | 郑海波 | 基建主管
合肥启明学校           | B | 成交客户 | 教育     | 合肥 | 70 26000 35 18 5 | 公共         | 方老师 | 后勤主任
无锡太湖影城           | B | 成交客户 | 影院     | 无锡 | 50 18500 118 83 7 |             | 陆佳   | 工程主管
上海小满咖啡           | C | 成交客户 | 餐饮     | 上海 | 22  3600 11  5 24 | 餐饮,连锁   | 何小满 | 创始人
温州瑞安鞋业           | B | 成交客户 | 制造     | 温州 | 48 22000 61 33 9 |              | 林国强 | 厂务经理
绍兴黄酒文化馆         | B | 成交客户 | 文化     | 绍兴 | 65 31000 71 26 5 | 项目         | 章怡   | 展陈设计
嘉兴乐活健身           | C | 成交客户 | 健身     | 嘉兴 | 35  5200 402 190 6 |            | 徐超   | 店主
常州新能源园区         | A | 成交客户 | 园区     | 常州 | 55 96000 24 12 6 | 重点,项目    | 吴启航 | 园区总经理
湖州莫干山民宿         | C | 成交客户 | 民宿     | 湖州 | 38  6800 44 20 9 |              | 俞青   | 主理人
芜湖方舟书屋           | C | 新客户   | 零售     | 芜湖 | 60  3900 14  6 1 |              | 陶然   | 店主
扬州早茶集团           | B | 意向客户 | 餐饮     | 扬州 |  0     0  0  9 0 | 意向,餐饮    | 马师傅 | 总厨
`)

/** kind, sentiment, note: what reps wrote down, the newest first. */
export const notes = {
  english: [
    ['call', 'neutral', 'Called: budget for the next quarter is still open, wants a price for 40 track lights.'],
    ['meeting', 'positive', 'Met on site. Happy with the last delivery, asked about dimmable panels.'],
    ['email', 'neutral', 'Sent the new catalogue and the lead times for autumn.'],
    ['call', 'negative', 'Two fittings flickered after a week. Replacement promised by Friday.'],
    ['visit', 'positive', 'Walked the new floor together; they plan to open it in spring.'],
    ['message', 'neutral', 'Asked for the data sheets of the exit lights.'],
    ['call', 'negative', 'Compares our price with a cheaper supplier before the next order.'],
    ['email', 'positive', 'Thanked us for the quick replacement and confirmed the next order.'],
  ],
  chinese: [
    ['call', 'neutral', '电话沟通：下季度预算还没批，先要一份 40 套轨道射灯的报价。'],
    ['visit', 'positive', '上门拜访，对上次送货很满意，想了解可调光的面板灯。'],
    ['message', 'neutral', '微信发了新目录和秋季交期。'],
    ['call', 'negative', '有两盏灯用了一周就闪，答应周五前换新。'],
    ['meeting', 'positive', '一起看了新店的图纸，计划开春开业。'],
    ['message', 'neutral', '要应急指示灯的检测报告。'],
    ['call', 'negative', '在拿我们的价格和另一家比，下单前还想再谈谈。'],
    ['message', 'positive', '感谢这次换货处理得快，下一单已确认。'],
  ],
} as const

/** title, days until due, which company of the list it is about. */
export const tasks = {
  english: [
    ['Send the quote for 40 track lights', -3, 0],
    ['Ask whether the replacement fittings arrived', -1, 6],
    ['Book the spring site visit', 0, 1],
    ['Renewal talk: bring last year’s figures', 0, 9],
    ['Introduce the new dimmable panels', 3, 2],
    ['Check in after the first order', 6, 23],
  ],
  chinese: [
    ['发轨道射灯报价单', -2, 0],
    ['确认换货是否已收到', 0, 4],
    ['约西湖云栖酒店看样', 0, 3],
    ['续约沟通，带上去年的用量', 4, 6],
  ],
} as const
