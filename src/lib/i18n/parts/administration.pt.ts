/** Português: people, teams, queues, boards, tokens. */
export const administration = {} as const;
