/** What others have said of theirs, to hold the figures against. */
export const knownReferences = `For comparison: pretix says 300–400 tickets a minute per event; alf.io measured 106 check-ins/s; 12306 peaked at
700 tickets/s; one DynamoDB partition takes 1,000 WCU/s, a cold on-demand table 4,000; a transaction costs 2 WCU per KB
and item, indexes are not doubled.`;
