import { getTranslations } from 'next-intl/server'
import { DefinitionList } from '#components/definition-list.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { Moment } from '#features/readings/view/reading-words.tsx'
import type { AccessRequestDetail } from '../queries.ts'
import { daysHere } from './request-words.tsx'

type RequestFactsProps = {
  request: AccessRequestDetail
  /** What stands for whom it is about; null where nobody is, or is known no more. */
  named: { name: string; href: string } | null
}

/** What is on record of a request, in the order it happened. */
export async function RequestFacts({ request, named }: RequestFactsProps) {
  const t = await getTranslations('accessRequests')
  const day = await daysHere()
  const { subject, identity, extension, end } = request
  const fact = (id: string, term: string, description: React.ReactNode) => ({ id, term, description })
  return (
    <DefinitionList
      items={[
        fact('about', t('field.about'), request.about),
        fact('contact', t('field.contact'), request.contact ?? t('notSaid')),
        fact('received', t('field.receivedOn'), day(request.receivedOn)),
        fact(
          'recorded',
          t('fact.recorded'),
          <>
            {request.recordedBy}, <Moment at={request.recordedAt} />
          </>,
        ),
        fact('due', t('fact.due'), day(request.dueOn)),
        ...(extension
          ? [
              fact(
                'extended',
                t('fact.extended'),
                <>
                  {extension.because} ({extension.by}, <Moment at={extension.at} />)
                </>,
              ),
            ]
          : []),
        fact(
          'subject',
          t('fact.subject'),
          subject === null ? (
            t('notYet')
          ) : subject === 'nobody' ? (
            t('subject.nobody')
          ) : named ? (
            <QuietLink href={named.href}>{named.name}</QuietLink>
          ) : (
            t('subject.erased')
          ),
        ),
        fact(
          'identity',
          t('fact.identity'),
          identity
            ? t('identity.said', { how: identity.how, by: identity.by, on: day(identity.checkedOn) })
            : t('notYet'),
        ),
        ...(end
          ? [
              fact('end', t('fact.end'), t(`end.said.${end.how}`, { by: end.by, on: day(end.on) })),
              ...(end.note === null ? [] : [fact('note', t('end.note'), end.note)]),
            ]
          : []),
      ]}
    />
  )
}
