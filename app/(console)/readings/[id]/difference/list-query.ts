import { notFound } from 'next/navigation'
import { z } from 'zod'
import type { Cursor, Way } from '#features/readings/difference-lists.ts'

export type ListProps = {
  params: Promise<{ id: string; connection?: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const perPage = 50

const cursor = z
  .string()
  .regex(/^\d{1,9}_[0-9a-f-]{36}$/)
  .transform((text): Cursor => {
    const [sequence = '', id = ''] = text.split('_')
    return { sequence: Number(sequence), id }
  })
  .refine(({ id }) => z.uuid().safeParse(id).success)

const between = z.object({
  id: z.uuid(),
  from: z.uuid().optional(),
  after: cursor.nullable().catch(null).default(null),
})
const overConnection = between.extend({
  connection: z.uuid(),
  way: z.enum(['appeared', 'vanished'] satisfies Way[]).catch('appeared'),
})

/** Which list of devices that were handed over is asked for; an address that was made up is not found. */
export const askedBetween = async ({ params, searchParams }: ListProps) => {
  const asked = between.safeParse({ ...(await searchParams), ...(await params) })
  if (!asked.success) return notFound()
  const { from, ...rest } = asked.data
  return { ...rest, from, most: perPage }
}

/** The same for what came or went over one connection. */
export const askedOver = async ({ params, searchParams }: ListProps) => {
  const asked = overConnection.safeParse({ ...(await searchParams), ...(await params) })
  if (!asked.success) return notFound()
  const { connection: connectionId, from, ...rest } = asked.data
  return { ...rest, from, connectionId, most: perPage }
}
