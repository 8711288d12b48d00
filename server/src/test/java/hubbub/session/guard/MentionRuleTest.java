package hubbub.session.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hubbub.topic.extension.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MentionRuleTest {
  private static final Verdict NO = new Verdict.Refuse("mentions", 0);
  private final MentionRule rule = new MentionRule(2);

  private Verdict of(Said said) {
    return rule.judge(said.examined());
  }

  @Test
  void up_to_the_limit_people_may_be_mentioned() {
    assertEquals(Verdict.PASS, of(Said.by("ann", "@bob and @cleo, where are you?")));
    assertEquals(NO, of(Said.by("ann", "@bob @cleo @dan")));
    assertEquals(NO, of(Said.by("ann", "\uff20bob \uff20cleo \uff20dan")));
  }

  @Test
  void somebody_mentioned_twice_is_one() {
    assertEquals(Verdict.PASS, of(Said.by("ann", "@bob @Bob @bob @cleo")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@guest-7f3 @guest-a12 @guest-0b4",
        "@guest_1 @guest_2 @guest_3",
        "@ann@bob@cy",
        "@राम @रीता @रवि",
        "@🦊 @🐼 @🐸",
        "(@ann) -@bob, \"@cy\""
      })
  void different_people_are_different_however_they_are_called(String text) {
    assertEquals(NO, of(Said.by("ann", text)));
  }

  @Test
  void signs_behind_a_name_do_not_belong_to_it() {
    assertEquals(Verdict.PASS, of(Said.by("ann", "@bob @bob- @bob_ @bob! @bob, @cy")));
  }

  @Test
  void addresses_of_mail_and_lone_signs_are_no_mentions() {
    assertEquals(Verdict.PASS, of(Said.by("ann", "a@x b@x c@x @ @ @ @")));
  }

  @Test
  void a_handle_of_another_server_is_one() {
    assertEquals(Verdict.PASS, of(Said.by("ann", "@bob@example.org and @cy@chat.example.org")));
  }

  @Test
  void those_in_the_meta_count() {
    assertEquals(NO, of(Said.by("ann", "all!").with("{\"mentions\":[\"g1\",\"g2\",\"g3\"]}")));
    assertEquals(Verdict.PASS, of(Said.by("ann", "all!").with("{\"mentions\":[\"g1\"]}")));
    assertEquals(Verdict.PASS, of(Said.by("ann", "all!").with("{\"x\":[1,2,3]}")));
  }
}
