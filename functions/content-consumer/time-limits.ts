/**
 * Milliseconds for one call of each kind. A request makes at most three of the first, three of the second and two of the
 * third: 20.5 s, within the 25 s of the function and the 29 s of API Gateway.
 */
export const timeLimits = { secret: 2000, token: 2500, content: 3500 } as const;
