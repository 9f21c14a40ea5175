import { z } from 'zod'
import { elementOf } from '#domain/catalogue/catalogue.ts'
import { groupOf, services } from '#domain/service.ts'

export const revealInput = z
  .object({
    service: z.enum(services),
    element: z.string().max(100),
    /** It is kept with the record that somebody looked. */
    why: z.string().trim().min(10).max(500),
  })
  .refine(({ service, element }) => elementOf(groupOf(service), element) !== undefined)
