type Kept = { account: { id: string } | null; keeping: unknown }

/**
 * The connection with which it was decided that an account is kept: a word on an account holds for each connection behind
 * which it stands, one that was left out of the case among them.
 */
export const keeperOf = <Each extends Kept>(connection: Each, all: readonly Each[]): Each | undefined => {
  const { account, keeping } = connection
  if (keeping !== null) return connection
  return all.find((each) => account !== null && each.account?.id === account.id && each.keeping !== null)
}
