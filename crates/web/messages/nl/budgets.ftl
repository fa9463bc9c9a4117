# Begrotingsstemmingen: leden dienen projecten in, keuren er een paar goed, en de telling zegt wat betaald wordt.
budgets-title = Begrotingsstemmingen
budgets-ask = Eens per kwartaal beslissen leden samen waaraan een deel van het geld wordt besteed.
budgets-empty-title = Nog geen begrotingsstemming
budgets-empty = Er begint er vanzelf een, zodra een begroting er geld voor opzijzet.
budgets-live = Nu
budgets-over = Eerder
budgets-all = Alle begrotingsstemmingen
budgets-treasury = Schatkist
now-budgets-sentence = Waar gaat een deel van ons geld naartoe? Dien een project in, of zeg welke het waard zijn.
budget-number = Begrotingsstemming { $number }
budget-title = Waaraan besteden we { $amount }?
budget-projects = { $count ->
    [0] Nog geen project
    [one] 1 project
   *[other] { $count } projecten
}
budget-awaits-you = Je stem wordt gevraagd
budget-card-funded = { $count ->
    [one] 1 project krijgt geld, { $amount }
   *[other] { $count } projecten krijgen geld, { $amount }
}
budget-submit-until = Projecten tot { $until }
budget-vote-until = Stemmen tot { $until }
budget-counted = Beslist { $date }
budget-void = Er kwam niets van
budget-ask-collecting = Tot { $until } kan elk lid hoogstens drie projecten indienen. Daarna stemmen allen erover.
budget-ask-voting = Vink aan wat het geld waard is. Je kunt je stem veranderen tot { $until }.
budget-ask-counted = Leden beslisten op { $date }. Wat geld kreeg, betaalt de meent.
budget-ask-void = Er was geen project, of niemand stemde. Het geld is er nog.
budget-way = Hoe ver deze begrotingsstemming is
budget-step-projects = Projecten
budget-step-ballots = Stemmen
budget-step-payments = Betalingen
budget-projects-title = Projecten
budget-projects-none = Nog geen project.
budget-untitled = Project { $number }, de woorden zijn gewist
budget-by = Ingediend door { $name }
budget-paid-to = betaald aan { $name }
budget-take-back = Neem het terug
budget-submit = Dien een project in
budget-submit-text = Zeg wat het is, wat het kost, en wie betaald wordt. Het staat er zodra je hebt ondertekend; tot de stemming begint kun je het terugnemen.
budget-field-title = Wat is het?
budget-field-words = Meer erover
budget-field-words-hint = Wat er gedaan wordt, en wat het geld betaalt.
budget-field-amount = Wat kost het?
budget-field-amount-hint = Euro's en centen, hoogstens { $amount }.
budget-field-to = Wie wordt betaald?
budget-field-to-hint = Laat leeg voor jezelf. Schrijf @naam voor een ander lid, of de naam van iemand van buiten.
budget-submit-act = Dien dit project in
budget-sign-in = Meld je aan om mee te doen
budget-not-yours = Wie actief lid was toen de stemming begon, kan stemmen.
budget-turnout = { $count ->
    [one] 1 van { $electorate } heeft gestemd
   *[other] { $count } van { $electorate } hebben gestemd
}
budget-ballot = Je stem
budget-ballot-how = Vink elk project aan dat je zijn prijs waard vindt. Je hoeft niets op te tellen.
budget-ballot-cast = Je hebt gestemd. Wat je het laatst ondertekent, telt.
budget-ballot-question = Welke zijn het waard?
budget-ballot-public = Stemmen staan op het openbare register onder je lidnummer. Geheime zijn nog niet gebouwd.
budget-ballot-act = Onderteken mijn stem
budget-ballot-again = Verander mijn stem
budget-more = Wat het is
budget-how-title = Hoe er geteld wordt
budget-how = Wie stemt, heeft hetzelfde deel van het geld. Een project wordt betaald door wie het goedkeurt, ieder evenveel, of alles wat die nog heeft. Wat zijn medestanders het minst kost, komt eerst. Kan geen project meer door zijn medestanders betaald worden, dan gaat de rest van het geld naar de projecten met de meeste medestanders, zolang ze passen.
budget-funded = Wat geld krijgt
budget-funded-none = Niets kreeg geld.
budget-funded-sum = { $count ->
    [one] 1 project voor { $amount }. { $left } blijft in de envelop.
   *[other] { $count } projecten voor samen { $amount }. { $left } blijft in de envelop.
}
budget-payment = Zie de betaling
budget-not-funded = Deze keer geen geld
budget-account = De telling
budget-account-begin = { $ballots ->
    [one] Eén lid stemde, en had alles van { $pool }.
   *[other] { $ballots } leden stemden. { $pool } gedeeld door hen is { $each } voor ieder.
}
budget-account-again = Iedereen kan opnieuw tellen.
budget-account-data = De stemmen zonder namen
budget-round = Stap { $number }
budget-round-table = Hoeveel er achter elk project stonden
budget-column-project = Project
budget-column-supporters = Medestanders
budget-bar = { $name }: { $count ->
    [one] 1 medestander
   *[other] { $count } medestanders
}
budget-round-shares = { $count ->
    [one] “{ $name }” kost { $cost }. De ene medestander betaalt het: { $each }.
   *[other] “{ $name }” kost { $cost }. De { $count } medestanders betalen het, ieder hoogstens { $each }. Geen ander project kost zijn medestanders minder.
}
budget-round-remainder = “{ $name }” kost { $cost } en past in wat over is. Van de overige projecten heeft het de meeste medestanders.
budget-round-too-large = “{ $name }” kost { $cost }, en er is nog maar { $left }.
budget-tie-supporters = { $among } waren even goedkoop. “{ $taken }” heeft meer medestanders.
budget-tie-number = { $among } waren gelijk. “{ $taken }” werd het eerst ingediend.
notice-call-made = Er is geld om samen over te beslissen. Dien een project in.
notice-call-opened = Er is een begrotingsstemming. Zeg welke projecten het waard zijn.
notice-project-funded = Je project krijgt geld.
notice-project-not-funded = De begrotingsstemming is voorbij. Je project kreeg deze keer geen geld.
treasury-by-budget = Begrotingsstemming { $number }: { $title }
treasury-budgets = Begrotingsstemmingen: wat leden samen besteden
entry-submit-project = { $who } diende een project in bij begrotingsstemming { $call }.
entry-withdraw-project = { $who } nam een project terug uit begrotingsstemming { $call }.
entry-approve-projects = { $who } stemde in begrotingsstemming { $call }.
sheet-say-submit-project = { $member } dient “{ $title }” voor { $amount } in bij begrotingsstemming { $call }.
sheet-say-withdraw-project = { $member } neemt { $project } terug uit begrotingsstemming { $call }.
sheet-say-approve-projects = { $member } stemt in begrotingsstemming { $call }, voor deze projecten.
sheet-say-approve-none = { $member } keurt geen project goed in begrotingsstemming { $call }.
sheet-project = project { $number }
sheet-project-titled = project { $number }, “{ $title }”
sheet-field-call = Begrotingsstemming
sheet-field-project = Project
sheet-field-projects = Projecten
rejection-call-not-found = Deze begrotingsstemming is er niet.
rejection-call-closed = Het is te laat om een project in te dienen of terug te nemen.
rejection-projects-full = Je diende zoveel projecten in als één lid kan, of er zijn er zoveel als een stemming kan hebben.
rejection-project-not-found = Dit project is er niet.
rejection-approvals-unsound = De stem noemt een project dat niet in deze begrotingsstemming staat.
parameter-call-project-ticks = Tijd om projecten in te dienen
parameter-call-project-ticks-text = Zo lang kunnen leden projecten indienen voor een begrotingsstemming.
parameter-call-ballot-ticks = Tijd voor een begrotingsstemming
parameter-call-ballot-ticks-text = Zo lang kunnen leden over de projecten stemmen.
parameter-call-floor = Minste geld voor een begrotingsstemming
parameter-call-floor-text = Een begrotingsstemming begint zodra er zoveel cent voor opzij is gezet.
