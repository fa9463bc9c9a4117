# Als het anders gaat dan anders. Titels zeggen wat er is, teksten wat je kunt doen.
error-not-found-title = Hier is niets
error-not-found-text = Misschien is het adres verkeerd getypt, of is wat hier stond verwijderd of niet voor jou bedoeld.
error-to-home = Naar het begin
error-to-explore = Kijk rond
error-sign-in-title = Log in om verder te gaan
error-sign-in-text = Deze pagina is voor mensen die hier horen. Met je passkey gaat ze open.
error-forbidden-title = Dit staat niet voor je open
error-forbidden-guest = Je moet gast van dit netwerk zijn.
error-forbidden-associate = Dit gaat open als je deelgenoot bent: een paar weken hier, en mensen die je kennen.
error-forbidden-member = Dit gaat open als je lid bent: enige tijd hier, en leden die voor je instaan.
error-forbidden-moderator = Dit is voor moderatoren in functie.
error-forbidden-founder = Dit is voor de oprichter, tot het netwerk tien leden heeft.
error-forbidden-demo = Dit bestaat alleen in een voorbeeldnetwerk.
error-forbidden-rule = De regel erachter is openbaar en kan met een stemming veranderen.
error-forbidden-read = Lees de regels
error-forbidden-standing = Bekijk je plaats
error-refused-title = Dat kon niet
error-failed-title = Er ging bij ons iets stuk
error-failed-text = Het lag niet aan jou. Probeer het opnieuw; als het blijft gebeuren, zeg het dan tegen de mensen die dit netwerk draaien.
error-failed-kept = wat je hiervoor had verstuurd
error-try-again = Probeer opnieuw
error-too-fast-title = Iets langzamer, graag
error-too-fast-text = { $seconds ->
    [one] Over een seconde kun je verder.
   *[other] Over { $seconds } seconden kun je verder.
}
error-too-large-title = Dat is te groot
error-too-large-text = Dit netwerk neemt hoogstens { $size } tegelijk aan.
error-cross-site-title = Dit kwam niet van hier
error-cross-site-text = Je browser zegt dat een andere site dit stuurde. Er is niets gedaan. Open de pagina hier en probeer het opnieuw.
error-form-title = Dat konden we niet lezen
error-form-text = Ga terug, kijk na wat je invulde en verstuur het opnieuw.
error-busy-title = Het netwerk start op of wordt hersteld
error-busy-text = Er is niets kwijt. Probeer het over een minuut opnieuw.
error-back = Ga terug

# Zonder verbinding
offline-title = Je bent offline
offline-read = Deze pagina komt van het netwerk, en daar is nu geen verbinding mee. Wat je aan het schrijven was, is op dit apparaat bewaard.
offline-unsent = Wat je net verstuurde, is niet aangekomen. De woorden zijn op dit apparaat bewaard; verstuur ze opnieuw als je verbinding hebt.
offline-write = Schrijf nu, plaats het later
offline-write-hint = Het blijft op dit apparaat en staat klaar bij Maken zodra je weer verbinding hebt.
offline-kept = Bewaard op dit apparaat
offline-kept-lead = Alles gaat verder waar je was, zodra je verbinding hebt.
offline-comment = Een reactie
offline-comment-edit = Een wijziging van een reactie
offline-post-edit = Een wijziging van een bericht
offline-cut = { $words } …
