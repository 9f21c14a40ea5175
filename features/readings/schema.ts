import { z } from 'zod'
import { goneDaysOffered } from '#domain/retention.ts'
import { readingIntervals } from '#domain/timetable.ts'

const oneOf = (offered: readonly number[]) => z.coerce.number().refine((given) => offered.includes(given))

export const timetableInput = z.object({ hours: oneOf(readingIntervals) })

export const retentionInput = z.object({ days: oneOf(goneDaysOffered) })
