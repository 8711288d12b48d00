package hubbub.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateOffersTest {
  private static final String TERMS =
      "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

  private static Optional<String> answer(String... lines) {
    return DeflateOffers.answer(List.of(lines));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "permessage-deflate",
        "permessage-deflate; client_max_window_bits",
        "permessage-deflate; client_max_window_bits=8",
        "permessage-deflate; client_max_window_bits=\"15\"",
        "permessage-deflate;client_max_window_bits = 10",
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
        "\tpermessage-deflate ;client_no_context_takeover "
      })
  void is_answered_with_our_terms(String offer) {
    assertEquals(Optional.of(TERMS), answer(offer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "permessage-deflate; server_max_window_bits=15",
        "permessage-deflate; server_max_window_bits=\"15\"; client_max_window_bits"
      })
  void the_widest_window_is_agreed_to_explicitly(String offer) {
    assertEquals(Optional.of(TERMS + "; server_max_window_bits=15"), answer(offer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "=",
        ";",
        "permessage-bzip2",
        "x-webkit-deflate-frame",
        "permessage-deflate; server_max_window_bits=14",
        "permessage-deflate; server_max_window_bits=8",
        "permessage-deflate; server_max_window_bits",
        "permessage-deflate; server_max_window_bits=16",
        "permessage-deflate; server_max_window_bits=015",
        "permessage-deflate; client_max_window_bits=7",
        "permessage-deflate; client_max_window_bits=16",
        "permessage-deflate; client_max_window_bits=010",
        "permessage-deflate; client_max_window_bits=",
        "permessage-deflate; client_max_window_bits=\"",
        "permessage-deflate; server_no_context_takeover=1",
        "permessage-deflate; server_no_context_takeover=",
        "permessage-deflate; client_no_context_takeover=true",
        "permessage-deflate; level=9",
        "permessage-deflate;",
        "permessage-deflate=1",
        "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
        "permessage-deflate; client_max_window_bits; client_max_window_bits=10",
        "permessage-deflate; server_max_window_bits=15; server_max_window_bits=15"
      })
  void is_declined(String offer) {
    assertEquals(Optional.empty(), answer(offer));
  }

  @Test
  void without_the_header_there_is_no_offer() {
    assertEquals(Optional.empty(), answer());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "permessage-deflate; server_max_window_bits=10, permessage-deflate",
        "permessage-bzip2; level=9, permessage-deflate",
        "permessage-deflate, permessage-deflate; server_max_window_bits=15"
      })
  void of_several_the_first_acceptable_one_is_taken(String offers) {
    assertEquals(Optional.of(TERMS), answer(offers));
  }

  @Test
  void offers_may_be_on_several_lines() {
    assertEquals(
        Optional.of(TERMS),
        answer("permessage-deflate; server_max_window_bits=10", "permessage-deflate"));
  }
}
