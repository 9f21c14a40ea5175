/**
 * A number from 0 up to, not including, `size` that is always the same for one organisation and spreads many evenly:
 * the last eight digits of its id, which are random in every version of UUID in use here.
 */
export const spread = (organisationId: string, size: number): number =>
  Number.parseInt(organisationId.slice(-8), 16) % size
