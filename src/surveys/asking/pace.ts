/**
 * How many invitations go to delivery in a minute. Slack takes about one message a second in a channel and "several hundred" a minute in
 * all; digests, reminders and alerts go by the same road, so a mailing to 10,000 takes its 34 minutes and holds up nobody.
 */
export const invitationsPerMinute = 300

/** So few go to delivery at once; more wait for the minute's job. */
export const atOnce = 20

/** Customers looked at for one mailing; more would be weeks of answers nobody reads. It can be repeated for the others. */
export const mostAtOnce = 50_000
