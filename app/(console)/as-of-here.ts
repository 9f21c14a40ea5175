import { getTimeZone } from 'next-intl/server'
import { type AsOf, asOfDay } from '#features/inventory/as-of.ts'

export type SearchParams = Promise<Record<string, string | string[] | undefined>>

/** The day a page of the inventory is asked for, in the organisation's time zone. */
export const asOfHere = async (searchParams: SearchParams): Promise<AsOf> => {
  const { asOf } = await searchParams
  return asOfDay(Array.isArray(asOf) ? asOf[0] : asOf, await getTimeZone(), new Date())
}
