/** `customer_external_id` is `customerExternalId` in JSON. */
export const jsonName = (column: string): string => column.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase())
