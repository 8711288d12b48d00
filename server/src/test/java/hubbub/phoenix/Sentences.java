package hubbub.phoenix;

import java.util.Random;

/// Makes sentences of common words, such as people say them in a chat: hardly ever the same.
public final class Sentences {
  private static final String[] WORDS =
      ("a about after again all almost always and another apple bad bakery ball because bike bird"
              + " blue book bread bring but by cake can cat chair chess city coffee cold come cook"
              + " could day dinner dog door down dream early eat every evening far film fine first"
              + " five flat for friend from garden get give go good green guess hand happy have hear"
              + " here hill home hope house how hungry ice idea in just keep kind kitchen know lake"
              + " late laugh left letter light like little long look lost lunch make maybe meet milk"
              + " minute moon more morning mountain movie much music my near never new next night"
              + " nothing now of often old on only open or other over paint paper park party people"
              + " phone piano place play plum pool quiet rain read red ride right river road room run"
              + " school sea see seven shop shoes short show sing sister sleep slow small snow some"
              + " song soon soup spring star station still stone story street summer sun swim table"
              + " talk tea ten that the their then there thing think tired today tomorrow town train"
              + " tree try two under until up very wait walk wall warm was water we week well what"
              + " when where white who why wind window winter with work write year yellow yes you"
              + " young")
          .split(" ");

  private final Random random;

  public Sentences(Random random) {
    this.random = random;
  }

  /// Something that nobody has said before.
  public String next() {
    StringBuilder sentence = new StringBuilder();
    int words = 4 + random.nextInt(6);
    for (int i = 0; i < words; i++) {
      sentence.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
    }
    return sentence.toString();
  }
}
