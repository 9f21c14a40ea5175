import { z } from 'zod'
import { Missing } from '#domain/outcome.ts'
import { downloadTable } from '#features/reports/table-download.ts'
import { handsOut } from '../../../answers.ts'

const asked = z.object({ table: z.string(), format: z.enum(['csv', 'xlsx']) })

/** Hands out the rows of a report as a table. */
export const GET = handsOut(
  'reports:read',
  (actor, id, request) => {
    const { data } = asked.safeParse(Object.fromEntries(new URL(request.url).searchParams))
    if (!data) throw new Missing('table')
    return downloadTable(actor, id, data)
  },
  { missing: 'reportMissing', gone: 409 },
)
