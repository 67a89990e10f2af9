import { addDays, type LocalDate } from '../../chat/dates/calendar.ts'

/** Silent for half a year, or four times as long as usual, whichever is more. */
const fewestDays = 180
const cycles = 4
/** Days after the end of a contract within which a renewal still counts. */
export const renewalGraceDays = 30

/** Days without an order after which a customer without a contract counts as left. `cycleDays`: between orders, as expected of this customer. */
export const silenceOfLeaving = (cycleDays: number): number => Math.ceil(Math.max(fewestDays, cycles * cycleDays))

/** The day from which a customer without a contract counts as left. */
export const leavesAfterOrder = (lastOrder: LocalDate, cycleDays: number): LocalDate =>
  addDays(lastOrder, silenceOfLeaving(cycleDays))

/** The day from which a customer counts as left whose last contract ended and was not renewed. */
export const leavesAfterContract = (endsOn: LocalDate): LocalDate => addDays(endsOn, renewalGraceDays)
