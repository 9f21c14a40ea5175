import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Address } from '#components/address.tsx'
import { Banner } from '#components/banner.tsx'
import { FreeText } from '#components/free-text.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { Section } from '#components/section.tsx'
import { deletableKinds } from '#domain/offboarding/account-end.ts'
import { FlagReasons } from '#features/accounts/view/flag-reasons.tsx'
import { Day } from '#features/connections/view/day.tsx'
import type { CaseAccount } from '../accounts.ts'
import { DeletionForm, KeepForm, RequestForm } from './account-forms.tsx'

const managed = ['signIn', 'find', 'holdings', 'deactivate', 'delete'] as const
const personal = ['signIn', 'request', 'code', 'wait'] as const

type OpenAccountProps = {
  offboardingId: string
  account: CaseAccount
  mayState: boolean
  mayKeep: boolean
  today: Date
}

const link = (href: string) => (chunks: ReactNode) => (
  <a href={href} target="_blank" rel="noreferrer">
    {chunks}
  </a>
)

/** An account on which there is no last word yet: how it is deleted, that its deletion was asked for, or why it stays. */
export async function OpenAccount(props: OpenAccountProps) {
  const t = await getTranslations()
  const { appleId, connections, siblings, request, flags } = props.account
  const canBeDeleted = appleId !== null && siblings.length === 0
  const names = connections.map(({ name }) => name).join(', ')
  return (
    <>
      <Section title={appleId === null ? t('offboardings.noAccount') : <Address wraps>{appleId}</Address>}>
        <Banner tone={request ? 'expiring' : 'refusal'}>
          {appleId === null
            ? t('offboardings.account.halfWithoutAccount', { names })
            : t('offboardings.account.half', { appleId, names })}
        </Banner>
      </Section>
      {appleId !== null && flags.length > 0 ? (
        <Section
          title={t('offboardings.account.flagged.title')}
          note={t('offboardings.account.flagged.note', { own: t('offboardings.account.keep.own') })}
        >
          <FlagReasons appleId={appleId} flags={flags} reading={null} />
        </Section>
      ) : null}
      {request ? <Requested request={request} /> : null}
      {siblings.length > 0 ? (
        <Section title={t('offboardings.account.inUse')} note={t('offboardings.account.inUseNote')}>
          <ul>
            {siblings.map((sibling) => (
              <li key={sibling.id}>
                <QuietLink href={`/connections/${sibling.id}`}>{sibling.name}</QuietLink> (
                {t(`services.${sibling.service}.short`)})
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {canBeDeleted ? (
        request ? (
          <>
            {props.mayState ? <DeletionForm {...props} appleId={appleId} /> : null}
            <details>
              <summary>{t('offboardings.account.request.anew')}</summary>
              <HowToDelete appleId={appleId} likely={props.account.likely} />
              {props.mayState ? (
                <RequestForm key={request.statedAt.toISOString()} {...props} appleId={appleId} />
              ) : null}
            </details>
          </>
        ) : (
          <>
            <HowToDelete appleId={appleId} likely={props.account.likely} />
            {props.mayState ? (
              <>
                <RequestForm {...props} appleId={appleId} />
                <DeletionForm {...props} appleId={appleId} />
              </>
            ) : null}
          </>
        )
      ) : null}
      <KeepForm {...props} />
    </>
  )
}

async function Requested({ request }: { request: NonNullable<CaseAccount['request']> }) {
  const t = await getTranslations('offboardings.account.request')
  return (
    <Section title={t('requested')}>
      <p>
        {t.rich('told', {
          by: request.statedBy,
          kind: request.kind,
          on: () => <Day at={request.requestedOn} />,
          again: () => <Day at={request.lookAgainOn} />,
        })}
      </p>
      <blockquote>
        <FreeText>{request.note}</FreeText>
      </blockquote>
    </Section>
  )
}

/** Both ways, the likelier one first: which kind an account is, only Apple knows. */
async function HowToDelete({ appleId, likely }: { appleId: string; likely: CaseAccount['likely'] }) {
  const t = await getTranslations('offboardings.account')
  const ways = {
    managed: (
      <Section key="managed" title={t('managed.title')} note={t('managed.note', { likely })}>
        <ol>
          {managed.map((step) => (
            <li key={step}>
              {t.rich(`managed.${step}`, {
                appleId,
                business: link('https://business.apple.com'),
                school: link('https://school.apple.com'),
              })}
            </li>
          ))}
        </ol>
      </Section>
    ),
    personal: (
      <Section key="personal" title={t('personal.title')} note={t('personal.note', { likely })}>
        <ol>
          {personal.map((step) => (
            <li key={step}>
              {t.rich(`personal.${step}`, { appleId, privacy: link('https://privacy.apple.com') })}
            </li>
          ))}
        </ol>
      </Section>
    ),
  }
  return deletableKinds
    .toSorted((a, b) => Number(b === likely) - Number(a === likely))
    .map((kind) => ways[kind])
}
