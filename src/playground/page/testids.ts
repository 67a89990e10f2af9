/**
 * Every `data-testid` of the page, for end-to-end tests. They are stable: rename one only together with its tests.
 *
 * workspace            the whole page, once the state has arrived (`data-me` is the acting person's id)
 * person-switcher      the "acting as" button; person-<id> each person in its list
 * channel-<name>       a channel in the sidebar; dm-<name> a direct message
 * open-bot-dm          opens the bot's direct message where there is none yet
 * tab-messages tab-home  the two tabs of the bot's direct message; home is the App Home itself
 * message              a message (`data-ts`, `data-user`, `data-ephemeral`); notice a quiet system line; echo a command one ran
 * message-menu         opens a message's menu; reply-in-thread and shortcut-<callbackId> its entries; thread-of the line that names a reply's thread
 * replying cancel-reply   the line over the composer while one answers in a thread
 * new-messages         the pill that leads to what arrived below
 * composer             the text box; send its button; completion-<name> a command or person offered; try-<n> a chip, from 0
 * action-<actionId>    a button, menu or picker of a block; option-<value> a choice in an open menu
 * pick-search          the search box of an open menu
 * modal modal-title modal-submit modal-close modal-error    the open form
 * field-<blockId>      an input block; its control is input-<actionId>; error-<blockId> what is wrong with it
 * confirm confirm-yes confirm-no   the "are you sure" box of an action
 * faults fault-panel fault-method fault-kind fault-count fault-add fault-row fault-clear   the fault drawer
 * app app-panel app-now app-own app-socket-mode app-request-url app-save app-<SETTING>   the app's settings
 * to-wecom             over to the WeCom page, or how to start it
 * theme menu toast     light or dark; opens the sidebar on a small screen; a passing notice
 *
 * The WeCom page: wecom (`data-me`) the whole page; person-switcher and person-<id> as above; chat-robot, chat-<group id> the chats;
 * message (`data-id`, `data-from`: a member's id or robot), card and card-title in it; composer, send, try-<n>; mention the switch before the
 * box in a group; back to the chats on a phone; latest the pill to the end; robot-offline; to-slack; theme; toast.
 */
export const testId = {
  channel: (name: string) => `channel-${name}`,
  directMessage: (name: string) => `dm-${name}`,
  person: (id: string) => `person-${id}`,
  completion: (name: string) => `completion-${name}`,
  tryLine: (index: number) => `try-${index}`,
  action: (actionId: string) => `action-${actionId}`,
  shortcut: (callbackId: string) => `shortcut-${callbackId}`,
  option: (value: string) => `option-${value}`,
  field: (blockId: string) => `field-${blockId}`,
  input: (actionId: string) => `input-${actionId}`,
  error: (blockId: string) => `error-${blockId}`,
}
