import { z } from 'zod'
import { isPushTopic } from '#domain/same-connection.ts'
import { services } from '#domain/service.ts'
import { shownName } from '#features/access/schema.ts'

const emptyIsNull = <Schema extends z.ZodType<string>>(schema: Schema) =>
  z.union([z.literal('').transform(() => null), schema])

const typed = { name: shownName(200), appleId: emptyIsNull(shownName(200)) }

/** A day within the years that tokens live in. */
const expiryDay = z.iso.date('date').refine((day) => day >= '2000' && day < '2200', 'date')

/** A file field in which nothing was chosen sends an empty one. */
export const tokenFileInput = z.object({ file: z.file() })

export const fromFileInput = z.object({ ...typed, read: z.string().max(4000) })
export type FromFileInput = z.output<typeof fromFileInput>

export const byHandInput = z
  .object({
    ...typed,
    service: z.enum(services, 'required'),
    topic: emptyIsNull(z.string().trim().refine(isPushTopic, 'topic')),
    expiresOn: emptyIsNull(expiryDay),
  })
  .refine(({ service, topic }) => service === 'apns' || topic === null, {
    path: ['topic'],
    message: 'topicOfPush',
  })
export type ByHandInput = z.output<typeof byHandInput>

export const statedChoice = z.object({ stated: z.uuid() })
export const joiningChoice = z.object({ stated: z.uuid(), connection: z.uuid() })
