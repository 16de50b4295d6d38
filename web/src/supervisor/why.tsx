import type { OffersAnswer } from "@postroom/contract";
import { useState } from "react";
import { desk, useLocale, useSay } from "../desktop/desk.ts";
import { clockText } from "../desktop/times.ts";
import { Candidates } from "./candidates.tsx";
import "./why.css";

type Offer = OffersAnswer["offers"][number];
type Decision = NonNullable<Offer["decision"]>;

/** To whom an e-mail was offered, and why to them: what was needed, who fitted and in which order, and who did not. Read when it is opened. desktop.md 7 */
export function Why({ id }: { readonly id: string }) {
  const say = useSay();
  const [offers, setOffers] = useState<readonly Offer[]>();
  const read = async (isOpen: boolean): Promise<void> => {
    if (!isOpen) return;
    const found = await desk.api.get<OffersAnswer>(`/api/postroom/v1/interactions/${id}/offers`);
    if (found.ok) setOffers(found.value.offers);
  };
  return (
    <details className="why" onToggle={(event) => void read(event.currentTarget.open)}>
      <summary>{say("why.title")}</summary>
      {offers?.length === 0 && <p>{say("why.none")}</p>}
      {offers?.map((offer) => (
        <OfferMade key={`${offer.at} ${offer.agent}`} offer={offer} />
      ))}
    </details>
  );
}

function OfferMade({ offer: { at, agent, by, outcome, decision } }: { readonly offer: Offer }) {
  const say = useSay();
  const locale = useLocale();
  return (
    <section>
      <h4>
        <bdi>{clockText(Date.parse(at), locale)}</bdi> · <bdi>{agent}</bdi> · {say(`why.${outcome}`)}
      </h4>
      {decision === undefined ? (
        <p>{by === "system" ? say("why.own") : say("why.byPerson", { name: by })}</p>
      ) : (
        <Weighed decision={decision} />
      )}
    </section>
  );
}

function Weighed({ decision: { expression, relaxedStep, candidates, excluded } }: { readonly decision: Decision }) {
  const say = useSay();
  return (
    <>
      <p>
        {expression === "" ? say("why.nothingNeeded") : say("why.needed")}{" "}
        {expression !== "" && <bdi dir="ltr">{expression}</bdi>}
        {relaxedStep > 0 && <> · {say("why.relaxed", { count: relaxedStep })}</>}
      </p>
      <Candidates candidates={candidates} excluded={excluded} />
    </>
  );
}
