// Small texts in six languages, written for this example. Those in TESTS are never learnt from.

export const TEXTS = {
  english: `The kettle began to sing while the rain ran down the window. She put two cups on the table and waited for her brother, who was late as usual.
There is a path behind the church that leads to the river, but nobody walks there after dark. We have been told that the bridge will be closed until spring.
My grandmother used to say that a good loaf of bread needs time, warmth and a little patience. If you listen closely, you can hear the wind in the wires.
The children ran across the field and laughed when the dog followed them into the water. What would you do if the train did not come this evening?
He has worked in this shop for more than thirty years and knows every customer by name. The light on the desk was still on, although everyone had gone home.
Please close the door quietly, because the baby is sleeping in the next room. They thought that the weather would be better on the other side of the hill.
I would rather stay here and read than drive through the snow again. The machine makes a strange sound whenever it is switched off.
Which of these books should I take with me on the journey? The harbour was full of boats, and each of them carried a small green lamp.
Nothing is as easy as it looks, but most things become easier when you have done them once. Her letter arrived on Thursday, three weeks after she had sent it.
The farmer showed us how to tell a healthy tree from a sick one. You should have seen the look on his face when the lights came back.`,
  german: `Der Wagen stand seit gestern vor dem Haus, und niemand wusste, wem er gehörte. Sie stellte zwei Tassen auf den Tisch und wartete auf ihren Bruder.
Hinter der Kirche führt ein schmaler Weg zum Fluss hinunter, aber nachts geht dort keiner mehr. Wir haben gehört, dass die Brücke bis zum Frühling gesperrt bleibt.
Meine Großmutter sagte immer, ein gutes Brot brauche Zeit, Wärme und ein wenig Geduld. Wenn du genau hinhörst, kannst du den Wind in den Drähten hören.
Die Kinder liefen über die Wiese und lachten, als der Hund ihnen ins Wasser folgte. Was würdest du tun, wenn heute Abend kein Zug mehr käme?
Er arbeitet schon mehr als dreißig Jahre in diesem Laden und kennt jeden Kunden mit Namen. Das Licht auf dem Schreibtisch brannte noch, obwohl alle nach Hause gegangen waren.
Bitte mach die Tür leise zu, denn nebenan schläft das Kind. Sie dachten, das Wetter werde auf der anderen Seite des Berges besser sein.
Ich bleibe lieber hier und lese, als noch einmal durch den Schnee zu fahren. Die Maschine macht ein seltsames Geräusch, sobald man sie ausschaltet.
Welches von diesen Büchern soll ich auf die Reise mitnehmen? Der Hafen war voller Schiffe, und jedes trug eine kleine grüne Lampe.
Nichts ist so einfach, wie es aussieht, doch das meiste wird leichter, wenn man es einmal getan hat. Ihr Brief kam am Donnerstag an, drei Wochen nachdem sie ihn abgeschickt hatte.
Der Bauer zeigte uns, wie man einen gesunden Baum von einem kranken unterscheidet. Zwischen den Feldern lag ein stiller See, auf dem sich der Mond spiegelte.`,
  french: `La voiture était devant la maison depuis hier et personne ne savait à qui elle appartenait. Elle posa deux tasses sur la table et attendit son frère.
Derrière l'église, un petit chemin descend jusqu'à la rivière, mais personne n'y passe la nuit. On nous a dit que le pont serait fermé jusqu'au printemps.
Ma grand-mère disait toujours qu'un bon pain demande du temps, de la chaleur et un peu de patience. Si tu écoutes bien, tu peux entendre le vent dans les fils.
Les enfants ont couru à travers le pré et ont ri quand le chien les a suivis dans l'eau. Que ferais-tu si le train ne venait pas ce soir ?
Il travaille dans cette boutique depuis plus de trente ans et connaît chaque client par son nom. La lampe du bureau était encore allumée, bien que tout le monde soit rentré.
Ferme doucement la porte, s'il te plaît, parce que le bébé dort dans la chambre voisine. Ils pensaient que le temps serait meilleur de l'autre côté de la colline.
Je préfère rester ici à lire plutôt que de conduire encore une fois dans la neige. La machine fait un bruit étrange chaque fois qu'on l'éteint.
Lequel de ces livres dois-je emporter pour le voyage ? Le port était plein de bateaux, et chacun portait une petite lampe verte.
Rien n'est aussi simple qu'il y paraît, mais presque tout devient plus facile quand on l'a fait une fois. Sa lettre est arrivée jeudi, trois semaines après son envoi.
Le fermier nous a montré comment reconnaître un arbre malade. Nous avons mangé sous les arbres pendant que les cloches sonnaient au loin.`,
  spanish: `El coche estaba delante de la casa desde ayer y nadie sabía de quién era. Ella puso dos tazas en la mesa y esperó a su hermano, que llegaba tarde como siempre.
Detrás de la iglesia hay un camino que baja hasta el río, pero nadie pasa por allí de noche. Nos han dicho que el puente estará cerrado hasta la primavera.
Mi abuela decía siempre que un buen pan necesita tiempo, calor y un poco de paciencia. Si escuchas bien, puedes oír el viento en los cables.
Los niños corrieron por el campo y se rieron cuando el perro los siguió hasta el agua. ¿Qué harías tú si el tren no llegara esta noche?
Trabaja en esta tienda desde hace más de treinta años y conoce a cada cliente por su nombre. La luz del despacho seguía encendida, aunque todos se habían ido a casa.
Cierra la puerta despacio, por favor, porque el niño duerme en la habitación de al lado. Pensaban que el tiempo sería mejor al otro lado de la montaña.
Prefiero quedarme aquí y leer que conducir otra vez por la nieve. La máquina hace un ruido extraño cada vez que la apagamos.
¿Cuál de estos libros debería llevarme de viaje? El puerto estaba lleno de barcos y cada uno llevaba una pequeña lámpara verde.
Nada es tan fácil como parece, pero casi todo resulta más fácil cuando ya lo has hecho una vez. Su carta llegó el jueves, tres semanas después de haberla enviado.
El campesino nos enseñó a distinguir un árbol sano de uno enfermo. Comimos debajo de los árboles mientras las campanas sonaban a lo lejos.`,
  italian: `La macchina era davanti alla casa da ieri e nessuno sapeva di chi fosse. Lei mise due tazze sul tavolo e aspettò suo fratello, che era in ritardo come sempre.
Dietro la chiesa c'è un sentiero che scende fino al fiume, ma nessuno ci passa di notte. Ci hanno detto che il ponte resterà chiuso fino alla primavera.
Mia nonna diceva sempre che un buon pane ha bisogno di tempo, di calore e di un po' di pazienza. Se ascolti bene, puoi sentire il vento tra i fili.
I bambini correvano attraverso il prato e ridevano quando il cane li seguiva nell'acqua. Che cosa faresti se stasera il treno non arrivasse?
Lavora in questo negozio da più di trent'anni e conosce ogni cliente per nome. La luce sulla scrivania era ancora accesa, anche se tutti erano andati a casa.
Per favore, chiudi piano la porta, perché il bambino dorme nella stanza accanto. Pensavano che il tempo sarebbe stato migliore dall'altra parte della collina.
Preferisco restare qui a leggere piuttosto che guidare un'altra volta nella neve. La macchina fa uno strano rumore ogni volta che la spegniamo.
Quale di questi libri devo portare con me in viaggio? Il porto era pieno di barche e ognuna portava una piccola lampada verde.
Niente è così facile come sembra, ma quasi tutto diventa più semplice quando lo hai già fatto una volta. La sua lettera è arrivata giovedì, tre settimane dopo.
Il contadino ci ha mostrato come distinguere un albero sano da uno malato. Abbiamo mangiato sotto gli alberi mentre le campane suonavano lontano.`,
  dutch: `De auto stond sinds gisteren voor het huis en niemand wist van wie hij was. Ze zette twee kopjes op tafel en wachtte op haar broer, die zoals altijd te laat was.
Achter de kerk loopt een smal pad naar de rivier, maar 's nachts komt daar niemand meer. We hebben gehoord dat de brug tot het voorjaar gesloten blijft.
Mijn grootmoeder zei altijd dat goed brood tijd, warmte en een beetje geduld nodig heeft. Als je goed luistert, kun je de wind in de draden horen.
De kinderen renden over het veld en lachten toen de hond hen het water in volgde. Wat zou jij doen als de trein vanavond niet meer kwam?
Hij werkt al meer dan dertig jaar in deze winkel en kent iedere klant bij naam. Het licht op het bureau brandde nog, hoewel iedereen naar huis was gegaan.
Doe de deur alsjeblieft zachtjes dicht, want het kind slaapt in de kamer hiernaast. Ze dachten dat het weer aan de andere kant van de heuvel beter zou zijn.
Ik blijf liever hier om te lezen dan nog een keer door de sneeuw te rijden. De machine maakt een vreemd geluid zodra je haar uitzet.
Welk van deze boeken zal ik meenemen op reis? De haven lag vol met schepen en op elk schip hing een kleine groene lamp.
Niets is zo eenvoudig als het lijkt, maar de meeste dingen worden makkelijker als je ze een keer hebt gedaan. Haar brief kwam donderdag aan, drie weken later.
De boer liet ons zien hoe je een gezonde boom van een zieke onderscheidt. We hebben onder de bomen gegeten terwijl in de verte de klokken luidden.`,
};

export const TESTS = {
  english: `The old clock in the hall had stopped again, so we guessed the hour from the shadows. Someone must have left the gate open, for the sheep were all over the road.`,
  german: `Am Morgen lag der Garten voller Schnee, und die Vögel suchten vergeblich nach Futter. Ohne ein Wort zu sagen, nahm er seinen Mantel vom Haken und verließ das Zimmer.`,
  french: `Au matin, le jardin était couvert de neige et les oiseaux cherchaient en vain de quoi manger. Sans dire un mot, il prit son manteau et quitta la pièce.`,
  spanish: `Por la mañana el jardín estaba cubierto de nieve y los pájaros buscaban en vano algo que comer. Sin decir una palabra, cogió su abrigo y salió de la habitación.`,
  italian: `Al mattino il giardino era coperto di neve e gli uccelli cercavano invano qualcosa da mangiare. Senza dire una parola prese il cappotto e uscì dalla stanza.`,
  dutch: `In de ochtend lag de tuin vol sneeuw en de vogels zochten tevergeefs naar voedsel. Zonder een woord te zeggen pakte hij zijn jas van de haak en verliet de kamer.`,
};

export const LANGUAGES = Object.keys(TEXTS);
