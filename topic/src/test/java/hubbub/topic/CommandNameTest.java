package hubbub.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.extension.Payload;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CommandNameTest {
  private static final MemberId BOB = new MemberId("bob");
  private static final Optional<String> NO_TEXT = Optional.empty();
  private static final OptionalLong FOR_GOOD = OptionalLong.empty();

  private static final List<Command> NAMED =
      List.of(
          new Command.Send(new Body("hi"), Optional.empty(), Optional.empty(), List.of()),
          new Command.SetNick(Room.nick("bob")),
          new Command.History(1, 1),
          new Command.Roster(Optional.empty(), 1),
          new Command.List(Command.List.Of.BANS, Optional.empty(), 1),
          new Command.Whois(BOB),
          new Command.SetTitle(new Title("t")),
          new Command.SetQuiet(Optional.empty(), FOR_GOOD),
          new Command.SetSlow(0, FOR_GOOD),
          new Command.Shield(Optional.empty(), FOR_GOOD),
          new Command.SetLock(Optional.empty(), Optional.empty(), OptionalInt.empty()),
          new Command.Grant(BOB, Rank.VIP, FOR_GOOD),
          new Command.Revoke(BOB),
          new Command.Mute(BOB, FOR_GOOD, NO_TEXT),
          new Command.Unmute(BOB),
          new Command.Warn(BOB, false, NO_TEXT),
          new Command.Acknowledge(),
          new Command.Approve("1"),
          new Command.Reject("1", NO_TEXT),
          new Command.Kick(BOB, NO_TEXT, FOR_GOOD, false),
          new Command.Delete("1"),
          new Command.Clear(Optional.empty()),
          new Command.Sweep(Command.Sweep.Act.MUTE, 1, FOR_GOOD, NO_TEXT),
          new Command.UndoSweep("1"),
          new Command.Newcomers(1, Optional.empty(), 1),
          new Command.RemoveKeyword("k", FOR_GOOD),
          new Command.PinKeyword("k", FOR_GOOD),
          new Command.Ban(new Subject.Member(BOB), false, FOR_GOOD, NO_TEXT, false),
          new Command.Unban(new Subject.Member(BOB), NO_TEXT),
          new Command.Register(TopicSettings.Patch.NONE),
          new Command.Configure(TopicSettings.Patch.NONE),
          new Command.Settings(),
          new Command.Unregister());

  private static final List<Command> NAMELESS =
      List.of(
          new Command.Join(BOB, Room.nick("bob"), Rank.GUEST, Optional.empty()),
          new Command.Leave(Command.How.LEFT),
          new Command.Prove(),
          new Command.ChangeAccountRank(Rank.VIP),
          new Command.Custom("dance", Payload.EMPTY));

  @Test
  void is_the_snake_case_of_the_record() {
    for (Command command : NAMED) {
      assertEquals(
          Optional.of(snakeCase(command.getClass())),
          CommandName.of(command).map(CommandName::word));
    }
  }

  @Test
  void is_found_by_its_word() {
    for (CommandName name : CommandName.values()) {
      assertEquals(Optional.of(name), CommandName.of(name.word()));
    }
    assertEquals(Optional.empty(), CommandName.of("dance"));
  }

  @Test
  void is_missing_where_clients_name_no_command_of_the_servers() {
    NAMELESS.forEach(command -> assertTrue(CommandName.of(command).isEmpty(), command.toString()));
  }

  @Test
  void covers_the_whole_family_of_commands() {
    assertEquals(
        records(Command.class).collect(Collectors.toSet()),
        Stream.concat(NAMED.stream(), NAMELESS.stream())
            .map(Command::getClass)
            .collect(Collectors.toSet()));
    assertEquals(
        EnumSet.allOf(CommandName.class),
        NAMED.stream().flatMap(it -> CommandName.of(it).stream()).collect(Collectors.toSet()));
  }

  private static Stream<Class<?>> records(Class<?> command) {
    return command.isRecord()
        ? Stream.of(command)
        : Stream.of(command.getPermittedSubclasses()).flatMap(CommandNameTest::records);
  }

  private static String snakeCase(Class<?> record) {
    return record.getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }
}
