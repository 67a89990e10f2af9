/** What a note speaks of that bears on staying or leaving. */
export const topics = ['cancel', 'competitor', 'price', 'renewal'] as const
export type Topic = (typeof topics)[number]

const PATTERNS: Readonly<Record<Topic, RegExp>> = {
  cancel:
    /\b(?:cancel(?:s|l?ed|l?ing|lation)?\b(?! (?:of )?(?:the |our |her |his |their |a |this |that )?(?:meeting|call|appointment|visit|demo|lunch|dinner|trip|flight|workshop))|terminat(?:es?|ed|ing|ion)|not (?:going to |want to |be )?(?:renew|extend)(?:ing)?|won['’]?t (?:renew|extend)|no renewal|leave us|leaving us|left us|quit(?:s|ting)? (?:us|the contract|the service)|churn(?:s|ed|ing)?|(?:gave|gives?|giving|handed in) notice|end(?:s|ed|ing)? (?:the|their|our) (?:contract|subscription))\b|取消(?:合作|合同|续约|续费|订阅|服务|会员)|终止(?:合作|合同|服务)|停止合作|解约|解除合同|退订|弃用|流失|(?:不|没)(?:再|会|想|打算|准备|考虑|愿意?|一定)?(?:再)?续(?:约|签|费)?|不(?:再|想|打算|会|愿意?)?(?:再)?(?:继续)?合作/gi,
  competitor:
    /\b(?:competitors?|competition|competing (?:offer|quote|supplier|vendor|product)s?|cheaper (?:supplier|vendor|provider|offer|quote|alternative)s?|(?:other|another|different|alternative) (?:supplier|vendor|provider|quote|offer)s?|alternatives|(?:switch(?:es|ed|ing)?|mov(?:e|es|ed|ing)) to (?:another|a different|someone|somebody)|went with (?:another|someone|somebody)|compar(?:es?|ed|ing) (?:us|our (?:price|offer|quote)s?) (?:with|to|against))\b|竞品|竞争对手|友商|同行(?:的)?(?:报价|价格|更|方案)|别家|(?:和|跟|与|找|换|选)了?(?:另|其他|别的?)一?家|其他供应商|别的供应商|换供应商|换(?:个|一)家|换平台|比价|货比三家|更便宜的(?:供应商|厂家|方案|产品)/gi,
  price:
    /\b(?:(?:too )?expensive|overpriced|price (?:increase|hike|rise|is too high|too high)s?|prices (?:are |went |have gone )?(?:too high|up)|(?:above|over|beyond) (?:their |the |our )?budget|budget (?:is |was |has been |got )?(?:cut|frozen|reduced|gone)s?|no budget|cut(?:ting|s)? (?:the |their )?budget|(?:can['’]?t|cannot|could not|couldn['’]?t) afford|(?:asks?|asked|asking|wants?|wanted|demands?|demanded) (?:for )?(?:a |an |more |better |bigger |further |another |\d+ ?% ?)*(?:discount|price)s?|cheaper)\b|[太偏嫌]贵|贵了|价格(?:太|偏|有点|比较|过)高|涨价|超(?:出)?了?预算|没有?预算|预算(?:不足|不够|缩减|减少|砍|被砍|削减|紧张)|降价|砍价|压价|(?:要|想|申请|要求|希望有?|能不能|争取)(?:再)?(?:多)?(?:给|有)?(?:点|些|个)?(?:折扣|优惠|打折)|便宜(?:点|些)/gi,
  renewal:
    /\b(?:renewed|signed (?:the |their |a )?(?:renewal|extension)|(?:will|wants? to|going to|plans? to|happy to|agreed to|ready to|intends? to|decided to) (?:renew|extend|stay)|extended (?:the |their |our )?contract|staying with us)\b|续约了|续签了|续费了|已经?续(?:约|签|费)|(?:会|要|愿意|打算|准备|计划|同意|确认|决定|答应)(?:继续)?(?:续约|续签|续费|合作)/gi,
}

/** What stands before a match and denies it, or leaves it open where a renewal is not yet one. */
const DENIED =
  /(?:\b(?:not?|never|without|nobody)\b|n['’]t\b)(?:(?!\b(?:and|but|so|then)\b)[^.,;:!?\n]){0,24}$|(?:不|没有?|未|别|无意|并非)(?:会|想|要|打算|准备|考虑|说|太|是|再|有)*$/i
const OPEN =
  /\b(?:if|whether|unless|may|might|could|before|until|unsure|undecided)\b[^.,;:!?\n]{0,40}$|(?:如果|要是|是否|会不会|要不要|能否|才|犹豫|考虑|不确定)[^，。；！？\n]{0,8}$/i
const longestBefore = 60

/** The topics of a note, English or Chinese, each once, in the order of `topics`. What is denied ("will not cancel") is none. Linear in the length. */
export function readTopics(note: string): Topic[] {
  return topics.filter(topic => {
    for (const match of note.matchAll(PATTERNS[topic])) {
      const before = note.slice(Math.max(0, match.index - longestBefore), match.index)
      if (!DENIED.test(before) && !(topic === 'renewal' && OPEN.test(before))) return true
    }
    return false
  })
}

/** How topics are stored with a log: apart by spaces, empty for none. */
export const topicsText = (note: string): string => readTopics(note).join(' ')
