import type { Feature } from '../chat/feature.ts'
import { backtestVerb } from './backtest/verb.ts'
import { riskCard, riskHint } from './card.ts'
import { distributionVerb } from './charts/distribution-verb.ts'
import { rhythmAction, rhythmVerb } from './charts/rhythm-verb.ts'
import { atRiskSection } from './digest/section.ts'
import { riskFilters } from './filters.ts'
import { homeRisk } from './home.ts'
import { riskPersonalFields } from './personal-fields.ts'
import { describeQuiet, openQuiet, quietLabel, submitQuiet } from './quiet.ts'
import { nightlyRisk, touchedRisk } from './scores/job.ts'
import { whyAction, whyLabel, whyVerb } from './why.ts'

/** Who is about to leave, and why. */
export const riskFeature: Feature = {
  name: 'risk',
  verbs: [
    { command: 'customer', verb: whyVerb },
    { command: 'customer', verb: rhythmVerb },
    { command: 'rapport', verb: distributionVerb },
    { command: 'rapport', verb: backtestVerb },
  ],
  actions: [openQuiet, whyAction, rhythmAction],
  forms: [submitQuiet],
  jobs: [nightlyRisk, touchedRisk],
  cardSections: [riskCard],
  customerActions: [
    { action: 'risk.why', label: whyLabel, order: 45, on: ['digest', 'card'] },
    { action: 'risk.quiet', label: quietLabel, order: 50, on: ['digest'] },
  ],
  customerHints: [riskHint],
  homeSections: [homeRisk],
  digestSections: [atRiskSection],
  activityKinds: [{ kind: 'risk.quiet', icon: '🔕', describe: (data, locale) => [describeQuiet(data, locale)] }],
  filterFields: riskFilters,
  customerData: {
    RiskScore: { erase: 'delete' },
    RiskQuiet: { erase: 'delete' },
    RiskHistory: { erase: 'delete' },
    RiskForecast: { erase: 'delete' },
    RiskModel: { erase: 'nothing' },
    RiskDay: { erase: 'nothing' },
    RiskOutcome: { erase: 'nothing' },
  },
  personalFields: riskPersonalFields,
}
