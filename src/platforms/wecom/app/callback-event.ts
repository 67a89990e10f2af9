/** What WeCom tells the app in one callback: the fields of its XML, all text, lists where there may be several. */
export type CallbackEvent = Readonly<Record<string, unknown>>

/**
 * Takes what is its own and leaves the rest to others (false). Resolves when the event is written down, for then it is acknowledged;
 * WeCom says it again only when the line broke, so whoever needs every one also asks for them from time to time.
 */
export type TakeEvent = (event: CallbackEvent) => Promise<boolean>
