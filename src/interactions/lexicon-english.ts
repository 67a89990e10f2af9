// Weights: 1 is a plain good or bad sign, 1.5 a strong one, 0.5 a hint that decides nothing alone. 0 keeps an expression from being read
// as its parts. A wish for a discount and talk of prices are hints: buyers ask before they renew as well as before they leave.
const LISTS: Readonly<Record<string, string>> = {
  '1.5':
    'love|loves|loved|loving|excellent|amazing|awesome|fantastic|delighted|thrilled|outstanding|perfect|wonderful|recommended us|recommends us|referred us|renewed|renews|expanded|upgraded|best|impressed',
  '1': 'happy|happier|pleased|glad|satisfied|great|good|nice|enjoy|enjoys|enjoyed|thankful|grateful|appreciate|appreciates|appreciated|praised|praise|praises|likes|liked|like it|positive|interested|keen|excited|enthusiastic|helpful|smooth|smoothly|successful|success|works well|working well|well received|going well|went well|renew|renewing|expand|expands|expanding|expansion|upgrade|upgrading|upsell|more seats|more licenses|extend|extended|reorder|reordered|repeat order|recommend|recommends|referral|refer|loyal|trust|trusts|reliable|easy|faster|valuable|agreed|signed|won|solved|resolved|fixed|on track|growing|improved|improving',
  '0.5': 'thanks|ok|okay|fine|confirmed|ordered|bought|ordering|not bad|can wait',
  '0': 'no problem|no problems|no issue|no issues|no complaints|no complaint|no worries|no concerns|like to|would like|good morning|good afternoon|good evening|good bye|best regards|best wishes|issue resolved|problem solved|issue fixed|issues resolved|problem fixed|price list|lost and found|at best|complaint resolved',
  '-0.5':
    'delays|hesitation|hesitating|mixed feelings|so-so|meh|discount|discounts|price|prices|pricing|budget|quote lower|asked for credit|delay|late|slow|quiet|unsure|hesitant|hesitates|postponed|postpone|rescheduled|no answer|no reply|voicemail|confusing|confused|busy|question|worse than',
  '-1': "could be happier|could be better|losing patience|lost patience|out of patience|impatient|below expectations|short of expectations|not what they|not ideal|lukewarm|doubts|doubtful|sceptical|skeptical|reluctant|discontent|unimpressed|underwhelmed|let down|grumpy|grumble|grumbles|grumbled|tired of|doesn't like|don't like|didn't like|not like|disappointing|disappointment|frustrating|frustration|annoying|concerned|concerns|concern|worried|worries|bad|poor|poorly|worse|problem|problems|issue|issues|bug|bugs|broken|breaks|crash|crashed|crashes|error|errors|outage|downtime|fails|failed|failing|failure|complaint|complaints|complain|complains|complained|complaining|expensive|overpriced|price increase|price too high|too much money|cheaper|competitor|competitors|competition|alternatives|alternative vendor|switching|switch to|switches|switched|leave us|leaving|defective|damaged|missing|wrong|unreliable|difficult|delayed|overdue|unpaid|ignored|unresponsive|unresolved|rude|lost interest|low usage|stopped using|budget cut|budget cuts|layoffs|downgrade|downgraded|downgrading|reduce seats|fewer seats|refund|refunded|return the|disputes|dispute|rejected|declined|refused|unacceptable|pushback|risk|at risk|waste",
  '-1.5':
    'unhappy|upset|dissatisfied|disappointed|frustrated|annoyed|irritated|displeased|fed up with|angry|furious|outraged|terrible|horrible|awful|worst|hate|hates|hated|useless|cancel|cancels|cancelled|canceled|cancelling|canceling|cancellation|terminate|terminated|terminating|termination|churn|churned|churning|lawsuit|legal action|lawyer|scam|went with another|nightmare|disaster|fed up|quit|quits|left us',
}

export const ENGLISH_NEGATORS = new Set(
  "not no never without hardly barely neither nor cannot can't don't doesn't didn't won't wouldn't isn't aren't wasn't weren't couldn't shouldn't haven't hasn't hadn't cant dont doesnt didnt wont isnt wasnt less".split(
    ' ',
  ),
)
export const ENGLISH_STRENGTHENERS = new Set(
  'very really extremely so super totally absolutely highly incredibly most truly'.split(' '),
)
/** Wished for, these say what is missing ("wants a faster answer"). */
export const ENGLISH_WISHED = new Set(
  'improved improving faster easy reliable helpful smooth smoothly fixed resolved solved'.split(' '),
)
export const ENGLISH_WISHES = new Set(
  'want wants wanted need needs needed ask asks asked hope hopes hoped expect expects demands'.split(' '),
)
export const ENGLISH_TURNS = new Set(['but', 'however', 'although', 'yet', 'now'])

/** Expression of one to three lower-case words -> weight. */
export const ENGLISH_WEIGHTS: ReadonlyMap<string, number> = new Map(
  Object.entries(LISTS).flatMap(([weight, words]) => words.split('|').map(word => [word, Number(weight)] as const)),
)
