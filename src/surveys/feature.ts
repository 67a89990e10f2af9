import type { Feature } from '../chat/feature.ts'
import { surveyCustomerData, surveyPersonalFields } from './personal-fields.ts'

/** Asks the customers themselves, in chat or by e-mail, and sees to what they say. */
export const surveysFeature: Feature = {
  name: 'surveys',
  personalFields: surveyPersonalFields,
  customerData: surveyCustomerData,
}
