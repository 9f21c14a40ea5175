import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import { ConfirmButton } from '#components/confirm-button.tsx'
import { FreeText, isolated } from '#components/free-text.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { midnightOf } from '#domain/day.ts'
import type { Difference } from '#domain/same-connection.ts'
import { longDays } from '#features/catalogue/view/long-day.ts'
import { joinStatedAction } from '../actions.ts'
import type { ListedStated } from '../list-stated.ts'

/** What a reading found that seems to be this stated connection, with the button that joins the two. */
export async function JoinOffers({ stated, mayJoin }: { stated: ListedStated; mayJoin: boolean }) {
  const t = await getTranslations('stated')
  const longDay = await longDays()
  const written = ({ trait, ...said }: Difference) =>
    t(
      `join.differs.${trait}`,
      trait === 'expiresOn'
        ? { stated: longDay(midnightOf(said.stated), 'UTC'), found: longDay(midnightOf(said.found), 'UTC') }
        : { stated: isolated(said.stated), found: isolated(said.found) },
    )
  return stated.offers.map(({ connectionId, name, ground, differences }) => (
    <Banner
      key={connectionId}
      tone="brand"
      action={
        mayJoin ? (
          <ConfirmButton
            label={t('join.label')}
            title={t('join.title')}
            consequence={
              <>
                {differences.map((difference) => (
                  <p key={difference.trait}>
                    <strong>{written(difference)}</strong>
                  </p>
                ))}
                <p>{t('join.consequence', { stated: isolated(stated.name) })}</p>
              </>
            }
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
      {differences.map((difference) => (
        <span key={difference.trait}>
          <br />
          {written(difference)}
        </span>
      ))}
    </Banner>
  ))
}
