import { z } from 'zod'
import { Missing } from '#domain/outcome.ts'
import { downloadVolume } from '#features/reports/downloads.ts'
import { handsOut } from '../../../answers.ts'

const asked = z.object({ number: z.coerce.number().int().positive().max(2_147_483_647) })

/** Hands out one volume of a report's devices. */
export const GET = handsOut(
  'reports:read',
  (actor, id, request) => {
    const { data } = asked.safeParse(Object.fromEntries(new URL(request.url).searchParams))
    if (!data) throw new Missing('volume')
    return downloadVolume(actor, id, data.number)
  },
  { missing: 'reportMissing', gone: 409 },
)
