import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { Address } from '#components/address.tsx'
import { Banner } from '#components/banner.tsx'
import { DataTable } from '#components/data-table.tsx'
import { FlagMark } from '#components/flag-mark.tsx'
import { RefreshWhile } from '#components/refresh-while.tsx'
import { Section } from '#components/section.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { datesHere } from '#i18n/dates.ts'
import { mailNowAction } from '../actions.ts'
import type { MailedAddress, Mailing } from '../mailing-queries.ts'
import { MailingForm } from './mailing-form.tsx'

/** Whom checkpoints are mailed to, what became of it, and the form for whoever may change it. */
export async function MailingSection({ mailing, canChange }: { mailing: Mailing; canChange: boolean }) {
  const t = await getTranslations('audit.mailing')
  const { isSetUp, addresses, latest } = mailing
  const isMailed = addresses.length > 0
  return (
    <>
      <Section
        id="mail"
        title={t('title')}
        note={t('note')}
        aside={canChange && isSetUp && isMailed ? <MailNow /> : null}
      >
        {isSetUp ? null : <Banner tone={isMailed ? 'refusal' : 'plain'}>{t('notSetUp')}</Banner>}
        <RefreshWhile active={latest?.state === 'waiting'} />
        <Standing mailing={mailing} />
        {isMailed ? <AddressTable addresses={addresses} /> : null}
      </Section>
      {canChange && (isSetUp || isMailed) ? (
        <Section title={t('change')}>
          <MailingForm mailing={mailing} />
        </Section>
      ) : null}
    </>
  )
}

/** Also shows whether the way to the mail server is open. */
async function MailNow() {
  const t = await getTranslations('audit.mailing')
  return (
    <ActionForm action={mailNowAction}>
      <SubmitButton tone="plain" pendingLabel={t('nowPending')}>
        {t('now')}
      </SubmitButton>
    </ActionForm>
  )
}

/** How the latest mailing stands and when the next one comes, in sentences. */
async function Standing({ mailing: { isSetUp, latest, nextAt, addresses } }: { mailing: Mailing }) {
  const t = await getTranslations('audit.mailing')
  const date = await datesHere()
  if (addresses.length === 0) return isSetUp ? <p>{t('nobody')}</p> : null
  const next =
    nextAt && isSetUp ? t('next', { at: date(nextAt, { dateStyle: 'medium', timeStyle: 'short' }) }) : ''
  if (latest === null) return <p>{next}</p>
  const { sequence, state, fault } = latest
  const key = state === 'waiting' && fault !== null ? 'delayed' : state
  const said = t(`state.${key}`, { sequence, fault: fault === null ? '' : t(`faults.${fault}`) })
  return state === 'failed' ? (
    <Banner tone="refusal">
      {said} {next}
    </Banner>
  ) : (
    <p>
      {said} {next}
    </p>
  )
}

async function AddressTable({ addresses }: { addresses: MailedAddress[] }) {
  const t = await getTranslations('audit.mailing')
  const date = await datesHere()
  const got = ({ got }: MailedAddress) =>
    got
      ? t('got', { sequence: got.sequence, at: date(got.at, { dateStyle: 'medium', timeStyle: 'short' }) })
      : t('gotNone')
  return (
    <DataTable
      label={t('table')}
      rows={addresses}
      rowKey={({ address }) => address}
      empty={null}
      columns={[
        { id: 'address', header: t('address'), cell: ({ address }) => <Address>{address}</Address> },
        {
          id: 'got',
          header: t('column'),
          cell: (row) => (
            <>
              {got(row)}
              {row.fault === null ? null : (
                <>
                  <br />
                  <FlagMark>{t('lacks')}</FlagMark> {t(`faults.${row.fault}`)}
                </>
              )}
            </>
          ),
        },
      ]}
    />
  )
}
