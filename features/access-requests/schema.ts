import { z } from 'zod'
import { requestEnds, requestMonthsOffered, requestSubjects } from '#domain/access-request.ts'
import { line, optionalText, shownName } from '#features/access/schema.ts'

export const requestInput = z.object({
  requester: shownName(200),
  contact: optionalText(300),
  about: shownName(300),
  receivedOn: z.iso.date('date'),
})
export type RequestInput = z.output<typeof requestInput>

const chosen = { request: z.uuid() }

/** Who it is about: `kind id`, as a list of what was found offers them; nobody has no id. */
export const subjectInput = z.object({
  ...chosen,
  subject: z
    .string('required')
    .transform((text) => text.split(' '))
    .pipe(
      z.union(
        [
          z.tuple([z.literal('nobody')]).transform(() => ({ subject: 'nobody' as const, subjectId: null })),
          z
            .tuple([z.enum(requestSubjects).exclude(['nobody']), z.uuid()])
            .transform(([subject, subjectId]) => ({ subject, subjectId })),
        ],
        'required',
      ),
    ),
})
export type SubjectInput = z.output<typeof subjectInput>

export const identityInput = z.object({ ...chosen, checkedOn: z.iso.date('date'), how: line(1000) })
export type IdentityInput = z.output<typeof identityInput>

export const extensionInput = z.object({ ...chosen, because: line(1000) })
export type ExtensionInput = z.output<typeof extensionInput>

export const endInput = z.object({
  ...chosen,
  end: z.enum(requestEnds, 'required'),
  endedOn: z.iso.date('date'),
  note: optionalText(2000),
})
export type EndInput = z.output<typeof endInput>

export const retentionInput = z.object({
  months: z.coerce.number().pipe(z.literal([...requestMonthsOffered])),
})

export const requestChoice = z.object(chosen)
