import { beforeAll, describe, expect, it } from "vitest";
import { ticketStatuses } from "#domain/ticket.ts";
import { readTicketPass } from "#domain/ticket-token.ts";
import { preferredForm } from "#functions/tickets/code-form.ts";
import { getTicketQr } from "#functions/tickets/get-ticket-qr.ts";
import { qrPng, qrSvg } from "#platform/qr-image.ts";
import { api } from "#test/support/api.ts";
import { anOpenDoor, storedTicket } from "#test/support/doors.ts";
import { aUser } from "#test/support/people.ts";
import { isDone, isRefused } from "#test/support/then.ts";

describe("the QR code of a ticket", () => {
  let door: Awaited<ReturnType<typeof anOpenDoor>>;
  beforeAll(async () => {
    door = await anOpenDoor({ quantity: 2 });
  });

  it("comes as SVG, PNG or text, by format or else by Accept, and is never stored", async () => {
    const { ticketId, code, buyer } = door;
    const asked = async (format?: "svg" | "png" | "text", accept?: string) => {
      const options = { token: buyer.token, ...(accept && { headers: { accept } }) };
      const answer = await api.call(getTicketQr, { ticketId, ...(format && { format }) }, options);
      isDone(answer, 200);
      expect(answer.headers.get("cache-control")).toBe("no-store");
      return answer;
    };
    const svg = await asked();
    expect(svg.type).toBe("image/svg+xml");
    expect(svg.text).toBe(qrSvg(code));
    const png = await asked(undefined, "image/png");
    expect(png.type).toBe("image/png");
    expect(Buffer.from(png.bytes).equals(qrPng(code))).toBe(true);
    expect((await asked("svg", "image/png")).type).toBe("image/svg+xml");
    expect((await asked("png", "text/html")).type).toBe("image/png");
    expect((await asked("text")).type).toBe("text/plain");
  });

  it("says what the door needs to find the ticket", async () => {
    const { ticketId, eventId, code } = door;
    const { item } = await storedTicket(ticketId);
    const { shard, purchasedAt } = item;
    expect(readTicketPass(code)?.pass).toEqual({ ticketId, eventId, shard, purchasedAt });
  });

  it("is given to its holder alone, not even to who runs the event", async () => {
    const { ticketId, show, scanner } = door;
    for (const { token } of [show.owner, scanner, await aUser()]) {
      isRefused(await api.call(getTicketQr, { ticketId }, { token }), "not_found");
    }
    isRefused(await api.call(getTicketQr, { ticketId }), "unauthenticated");
  });

  it("is given while the ticket is active or used, and no longer", async () => {
    const { tickets, buyer } = door;
    const ticketId = tickets[1]?.ticketId ?? "";
    const { becomes } = await storedTicket(ticketId);
    for (const status of ticketStatuses) {
      await becomes({ status });
      const answer = await api.call(getTicketQr, { ticketId }, { token: buyer.token });
      if (status === "active" || status === "used") isDone(answer, 200);
      else isRefused(answer, "ticket_not_active");
    }
  });

  it("has no other forms", async () => {
    const { ticketId, buyer } = door;
    const answer = await api.send(getTicketQr, { ticketId, format: "pdf" }, { token: buyer.token });
    isRefused(answer, "invalid_input", "format");
  });
});

describe("the form an Accept header prefers", () => {
  it.each([
    [undefined, "svg"],
    ["", "svg"],
    ["*/*", "svg"],
    ["image/*", "svg"],
    ["text/html,application/xhtml+xml,image/avif,image/webp,*/*;q=0.8", "svg"],
    ["image/png", "png"],
    ["IMAGE/PNG", "png"],
    ["image/svg+xml;q=0.5, image/png", "png"],
    ["image/png;q=0.5, image/svg+xml", "svg"],
    ["image/*;q=0.2, image/png;q=0.1", "svg"],
    ["image/svg+xml;q=0, image/*", "png"],
    ["text/plain", "text"],
    ["text/*", "text"],
    ["application/json", "svg"],
    [";;,,q=;q=x", "svg"],
  ])("%s is %s", (accept, form) => {
    expect(preferredForm(accept)).toBe(form);
  });
});
