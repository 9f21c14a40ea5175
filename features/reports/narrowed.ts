import type { Service } from '#domain/service.ts'

/** Whether a report is narrowed to some services: none named means all of them. */
export const isSome = (chosen: readonly Service[]): chosen is [Service, ...Service[]] => chosen.length > 0
