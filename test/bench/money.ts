import { costs } from "#test/bench/cost/measured.ts";
import type { Group } from "#test/bench/group.ts";
import { idleCounts, pollers } from "#test/bench/money/idle-month.ts";
import { assumed } from "#test/bench/money/invocations.ts";
import { type BillLine, bill, type Counts, priced, totalOf } from "#test/bench/money/prices.ts";
import { journey, ticketCounts } from "#test/bench/money/ticket.ts";
import { type Row, row } from "#test/bench/row.ts";
import { synthesized } from "#test/infra/synthesized.ts";

const name = "money";
const million = 1e6;

export const money: Group = {
  name,
  about:
    "US$ by AWS's list prices: every count times its price. Against the same functions around the textbook's table.\n" +
    `  A run is taken to last ${assumed.run} ms, ${assumed.call} ms more per AWS call and ${assumed.stripeCall} ms per call of Stripe, and to log ${assumed.logBytes} bytes`,
  async rows(bench) {
    const measured = await costs(bench);
    bench.say("adding up");
    const ticket = ticketCounts(measured);
    const idle = idleCounts(measured);
    const { ofType } = await synthesized("prod");
    const relayed = "the relay run for each write alone: a rush shares runs";
    return [
      ...compared("a million tickets", ticket, million, `${journey}; ${relayed}`),
      tableOnly(ticket),
      ...compared("an idle month", idle, 1, `${idle.sweeps} runs by the clock, ${pollers} pollers of each queue`),
      beside("a million tickets, not in the paper's list", [
        priced("objects of the audit log, at most", ticket.auditObjects * million, { price: 5, per: million }),
        priced("mails sent", million, { price: 100, per: million }),
      ]),
      beside("an idle month of prod, not in the paper's list", [
        priced("alarms", ofType("AWS::CloudWatch::Alarm").length, { price: 0.1, per: 1 }),
        priced("secrets", ofType("AWS::SecretsManager::Secret").length, { price: 0.4, per: 1 }),
      ]),
    ];
  },
};

type Both = { readonly own: Counts; readonly textbook: Counts };

function compared(what: string, { own, textbook }: Both, times: number, note: string): Row[] {
  const [ours, theirs] = [bill(own, times), bill(textbook, times)];
  const reference = { name: "US$ with the textbook's table", figure: theirs.total };
  const aim = { of: "ratio", also: { text: "below the textbook", met: ours.total < theirs.total } } as const;
  const figures = { figure: ours.total, unit: "US$" };
  return [
    row(name, { name: what, ...figures, reference, aim, lines: ours.lines, note }),
    row(name, { name: `${what}, with the textbook's table`, figure: theirs.total, unit: "US$", lines: theirs.lines }),
  ];
}

/** The part that the two differ in. */
function tableOnly({ own, textbook }: Both): Row {
  const units = (counts: Counts) => totalOf(bill(counts, million).lines.filter(({ name }) => / units /.test(name)));
  const reference = { name: "US$ with the textbook's table", figure: units(textbook) };
  return row(name, { name: "a million tickets, the table alone", figure: units(own), unit: "US$", reference });
}

const beside = (what: string, lines: readonly BillLine[]) =>
  row(name, { name: what, figure: totalOf(lines), unit: "US$", lines });
