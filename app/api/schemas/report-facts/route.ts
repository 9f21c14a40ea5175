import { z } from 'zod'
import { reportFactsSchema } from '#domain/report/compose.ts'

/** The JSON Schema (2020-12) of a report's facts, for whoever reads the data beside or inside a report: it is no secret. */
export const GET = (): Response =>
  Response.json(z.toJSONSchema(reportFactsSchema, { io: 'input' }), {
    headers: { 'content-type': 'application/schema+json' },
  })
