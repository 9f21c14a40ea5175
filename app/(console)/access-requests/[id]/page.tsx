import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { z } from 'zod'
import { PageHeader } from '#components/page-header.tsx'
import { Section } from '#components/section.tsx'
import { can } from '#domain/actor.ts'
import { requireActor } from '#features/access/guard.ts'
import { accessRequestDetail } from '#features/access-requests/queries.ts'
import { subjectNamed, subjectsFor } from '#features/access-requests/subjects.ts'
import {
  EndForm,
  ExtendButton,
  IdentityForm,
  ReopenButton,
} from '#features/access-requests/view/handling-forms.tsx'
import { RequestFacts } from '#features/access-requests/view/request-facts.tsx'
import { Due, RequestMark } from '#features/access-requests/view/request-words.tsx'
import { SubjectForm } from '#features/access-requests/view/subject-form.tsx'
import { ExtractForm } from '#features/reports/view/extract-form.tsx'
import { ExtractsTable } from '#features/reports/view/extracts-table.tsx'
import { orNotFound } from '../../../or-not-found.ts'

type Props = { params: Promise<{ id: string }> }

const load = cache(async (id: string) => {
  const actor = await requireActor('accessRequests:read')
  if (!z.uuid().safeParse(id).success) notFound()
  return { actor, request: await orNotFound(accessRequestDetail(actor, id)) }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { request } = await load((await params).id)
  return { title: (await getTranslations('accessRequests'))('of', { requester: request.requester }) }
}

export default async function AccessRequest({ params }: Props) {
  const { actor, request } = await load((await params).id)
  const t = await getTranslations('accessRequests')
  const { step, subject, extracts } = request
  const mayHandle = can(actor, 'accessRequests:handle') && step !== 'over'
  const mayFind = mayHandle && step !== 'answer'
  const named = subject === null ? null : await subjectNamed(actor, subject, request.subjectId)
  return (
    <>
      <PageHeader
        title={t('of', { requester: request.requester })}
        trail={{ label: t('trail'), parents: [{ href: '/access-requests', label: t('title') }] }}
        mark={<RequestMark request={request} />}
        meta={<Due request={request} />}
        action={
          step === 'over' && can(actor, 'accessRequests:handle') ? <ReopenButton request={request} /> : null
        }
      />
      <Section
        title={t('factsTitle')}
        aside={mayHandle && !request.extension ? <ExtendButton request={request} /> : null}
      >
        <RequestFacts request={request} named={named} />
      </Section>
      {mayFind ? (
        <Section title={t('subject.title')} note={t('subject.lead', { about: request.about })}>
          <SubjectForm request={request} found={await subjectsFor(actor, request.about)} />
        </Section>
      ) : null}
      {mayHandle && step !== 'find' ? (
        <Section title={t('identity.title')} note={t('identity.lead')}>
          <IdentityForm request={request} />
        </Section>
      ) : null}
      {step === 'find' || step === 'identify' || (step === 'over' && extracts.length === 0) ? null : (
        <Section title={t('extract.title')} note={t('extract.lead')}>
          {extracts.length > 0 ? <ExtractsTable extracts={extracts} /> : null}
          {mayHandle ? <ExtractForm request={request.id} /> : null}
        </Section>
      )}
      {mayHandle ? (
        <Section title={t('end.title')} note={t('end.lead')}>
          <EndForm key={step} request={request} />
        </Section>
      ) : null}
    </>
  )
}
