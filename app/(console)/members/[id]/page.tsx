import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { z } from 'zod'
import { DefinitionList } from '#components/definition-list.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { can } from '#domain/actor.ts'
import { requireActor, signedIn } from '#features/access/guard.ts'
import { memberDetail } from '#features/access/queries.ts'
import { MemberAccess } from '#features/access/view/member-access.tsx'
import { datesHere } from '#i18n/dates.ts'
import { orNotFound } from '../../../or-not-found.ts'

type Props = { params: Promise<{ id: string }> }

const load = cache(async (id: string) => {
  const actor = await requireActor('members:read')
  if (!z.uuid().safeParse(id).success) notFound()
  return { actor, member: await orNotFound(memberDetail(actor, id)) }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await load((await params).id)).member.name }
}

export default async function MemberPage({ params }: Props) {
  const { actor, member } = await load((await params).id)
  const { member: you } = await signedIn()
  const t = await getTranslations('members')
  const trail = await getTranslations('frame')
  const roles = await getTranslations('roles')
  const date = await datesHere()
  const now = new Date()
  const { login, role, since, endsAt, sessions, seenAt, signsInElsewhere } = member
  const lastDay = endsAt && date(new Date(endsAt.getTime() - 1), { dateStyle: 'medium' })
  const until =
    lastDay === null ? t('noEnd') : endsAt && endsAt <= now ? t('ended', { date: lastDay }) : lastDay
  return (
    <>
      <PageHeader
        title={member.name}
        trail={{ label: trail('breadcrumb'), parents: [{ href: '/members', label: t('title') }] }}
        meta={member.id === you.id ? t('thisIsYou') : roles(`${role}.name`)}
      />
      <DefinitionList
        items={[
          {
            id: 'login',
            term: t('login'),
            description: signsInElsewhere ? t('loginElsewhere', { login }) : login,
          },
          { id: 'role', term: t('role'), description: roles(`${role}.name`) },
          { id: 'since', term: t('since'), description: date(since, { dateStyle: 'medium' }) },
          { id: 'until', term: t('until'), description: until },
          {
            id: 'sessions',
            term: t('sessions.title'),
            description: seenAt
              ? t('sessions.living', {
                  sessions,
                  seen: date(seenAt, { dateStyle: 'medium', timeStyle: 'short' }),
                })
              : t('sessions.none'),
          },
        ]}
      />
      {can(actor, 'members:change') ? (
        <MemberAccess member={member} isYou={member.id === you.id} now={now} />
      ) : null}
    </>
  )
}
