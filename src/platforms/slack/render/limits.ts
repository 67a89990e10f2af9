/** Every limit of Slack's that rendering keeps, in UTF-16 units or items. */
export const limits = {
  /** Blocks of a message, and of a modal. */
  messageBlocks: 50,
  viewBlocks: 100,
  /** Slack answers `msg_blocks_too_long` at about 13,000 characters; the rest is room for its own counting. */
  messageCharacters: 12_000,
  /** Top-level text, before escaping: Slack takes 40,000 and shows a notification's worth. */
  summary: 1_000,
  header: 150,
  sectionText: 3_000,
  fields: 10,
  fieldText: 2_000,
  contextText: 2_000,
  actions: 25,
  buttonLabel: 75,
  /** Bytes of a button's value. */
  buttonValue: 2_000,
  options: 100,
  optionLabel: 75,
  optionValue: 150,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  tableRows: 100,
  tableColumns: 20,
  tableCharacters: 8_000,
  tablesPerMessage: 1,
  chartTitle: 50,
  /** Of an axis. */
  chartAxis: 50,
  /** A category's or a series' name. */
  chartLabel: 20,
  chartPoints: 20,
  chartSeries: 6,
  chartsPerMessage: 2,
  imageAlt: 2_000,
  viewTitle: 24,
  viewSubmit: 24,
  inputLabel: 2_000,
  inputHint: 2_000,
  inputText: 3_000,
  viewState: 3_000,
  id: 255,
  url: 3_000,
} as const

/** What we allow ourselves below Slack's limits, so that one long text does not push everything else out. */
export const own = {
  listRows: 100,
  /** One row of a list, number and detail included. */
  rowText: 1_000,
  factLabel: 200,
  factValue: 1_500,
  cellText: 200,
  fieldError: 500,
} as const
