import type { Json } from '../model.ts'
import type { World } from '../world.ts'

/** A method of the Web API: answers without `ok`, or throws ApiError. `args` come as they were sent. */
export type Method = (world: World, args: Json) => Json
export type Methods = Record<string, Method>
