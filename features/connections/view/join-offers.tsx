import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import { ConfirmButton } from '#components/confirm-button.tsx'
import { FreeText, isolated } from '#components/free-text.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { joinStatedAction } from '../actions.ts'
import type { ListedStated } from '../list-stated.ts'

/** What a reading found that seems to be this stated connection, with the button that joins the two. */
export async function JoinOffers({ stated, mayJoin }: { stated: ListedStated; mayJoin: boolean }) {
  const t = await getTranslations('stated')
  return stated.offers.map(({ connectionId, name, ground }) => (
    <Banner
      key={connectionId}
      tone="brand"
      action={
        mayJoin ? (
          <ConfirmButton
            label={t('join.label')}
            title={t('join.title')}
            consequence={<p>{t('join.consequence', { stated: isolated(stated.name) })}</p>}
            confirmLabel={t('join.confirm')}
            pendingLabel={t('join.pending')}
            cancelLabel={t('cancel')}
            action={joinStatedAction}
            hidden={{ stated: stated.id, connection: connectionId }}
          />
        ) : null
      }
    >
      <strong>
        <FreeText>{stated.name}</FreeText>.
      </strong>{' '}
      {t.rich('join.offer', {
        found: () => <QuietLink href={`/connections/${connectionId}`}>{name}</QuietLink>,
        ground: t(`ground.${ground}`),
      })}
    </Banner>
  ))
}
