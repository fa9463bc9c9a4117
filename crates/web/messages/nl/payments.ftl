# Waaruit een bedrag van de boeken bestaat.
payments-title = Betalingen
payments-count = { $count ->
    [0] Geen betalingen
    [one] 1 betaling
   *[other] { $count } betalingen
}
payments-say = De laatste eerst, elk met wat hem toestaat.
payments-none = Die zijn er niet.
payments-treasury = De kas
payments-outside = Buiten de kas
payments-of = { $account }, in en uit
payments-from = Uit: { $account }
payments-to = Naar: { $account }
payments-quarter = Kwartaal { $number }
payments-since = Vanaf kwartaal { $number }
payments-until = { $number ->
    [0] Vóór het eerste kwartaal
   *[other] Tot en met kwartaal { $number }
}
payments-decision = Door besluit { $number }
payments-which-moved = Wat gebeurde
payments-which-counted = Wat in een kwartaal telt, betaald of toegezegd
payments-which-open = Nog niet betaald of bevestigd
payments-left = Wat ervan over is
payments-together = Samen
payments-choose = Kies
payments-account = Rekening
payments-any = Allemaal
payments-period = Periode
payments-ever = Vanaf het begin
payments-which = Welke
payments-show = Toon
