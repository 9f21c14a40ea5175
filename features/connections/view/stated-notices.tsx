import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import { ConfirmButton } from '#components/confirm-button.tsx'
import { isolated } from '#components/free-text.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { longDays } from '#features/catalogue/view/long-day.ts'
import { unjoinStatedAction } from '../actions.ts'
import type { StatedDetail } from '../list-stated.ts'
import { JoinOffers } from './join-offers.tsx'

/** What became of a stated connection: withdrawn, joined to what a reading found, or found and not joined yet. */
export async function StatedNotices({ stated, mayState }: { stated: StatedDetail; mayState: boolean }) {
  const t = await getTranslations('stated')
  const longDay = await longDays()
  const { joined, withdrawn, joinedName } = stated
  if (withdrawn) {
    return <Banner>{t('withdrawn', { by: withdrawn.by, date: longDay(withdrawn.at) })}</Banner>
  }
  if (!joined) {
    return (
      <>
        <JoinOffers stated={stated} mayJoin={mayState} />
        {stated.otherTopics.map(({ connectionId, name }) => (
          <Banner key={connectionId} tone="expiring">
            {t.rich('otherTopic', {
              found: () => <QuietLink href={`/connections/${connectionId}`}>{name}</QuietLink>,
            })}
          </Banner>
        ))}
      </>
    )
  }
  const names = { stated: isolated(stated.name) }
  return (
    <Banner
      tone="brand"
      action={
        mayState ? (
          <ConfirmButton
            label={t('unjoin.label')}
            title={t('unjoin.title', names)}
            consequence={<p>{t('unjoin.consequence', names)}</p>}
            confirmLabel={t('unjoin.confirm')}
            pendingLabel={t('unjoin.pending')}
            cancelLabel={t('cancel')}
            action={unjoinStatedAction}
            hidden={{ stated: stated.id }}
          />
        ) : null
      }
    >
      {t.rich('joined', {
        by: joined.by,
        date: longDay(joined.at),
        found: () => (
          <QuietLink href={`/connections/${joined.connectionId}`}>{joinedName ?? stated.name}</QuietLink>
        ),
      })}
    </Banner>
  )
}
