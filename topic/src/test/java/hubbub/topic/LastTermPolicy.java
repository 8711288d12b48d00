package hubbub.topic;

import hubbub.topic.extension.KeywordPolicy;
import java.util.List;
import java.util.function.Predicate;

/// A policy whose board shows only the last term used.
final class LastTermPolicy implements KeywordPolicy, KeywordPolicy.Count {
  static final long END = 9_000_000;
  private List<Keyword> last = List.of();

  @Override
  public List<String> terms(String body) {
    return List.of(body);
  }

  @Override
  public Count count(KindSettings.Keywords settings, List<Keyword> onBoard) {
    return new LastTermPolicy();
  }

  @Override
  public boolean used(List<String> terms, Use use) {
    last = List.of(new Keyword(terms.getLast(), END, false));
    return true;
  }

  @Override
  public boolean withdrawn(Predicate<Use> which, long now) {
    return false;
  }

  @Override
  public void removed(String keyword) {
    last = List.of();
  }

  @Override
  public List<Keyword> board(long now) {
    return last;
  }
}
