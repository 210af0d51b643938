"""The list of bad input, phrase by phrase: where each is told as a story. A story that goes missing fails here."""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]

# Phrase → the stories, as `file: test` (files of this folder unless another is named).
STORIES: dict[str, tuple[str, ...]] = {
    "a used code": ("test_people: test_a_code_works_once",),
    "an expired code": ("test_people: test_an_expired_code_and_an_older_code_do_not_bind",),
    "a malformed code": ("test_bad_words: test_a_malformed_code_binds_nobody",),
    "a code for a bound person": ("test_bad_words: test_a_code_for_somebody_who_is_bound_meanwhile_binds_nobody",),
    "a code pasted in a group": ("test_people: test_a_code_pasted_in_a_group_is_void_and_only_its_maker_learns_whose",),
    "a person already bound": ("test_people: test_a_bound_person_cannot_take_a_second_identity",),
    "commands without permission": (
        "wiring/test_everybody: test_every_command_turns_away_exactly_whom_the_product_turns_away",
        "wiring/test_everybody: test_an_unknown_person_gets_the_one_line_for_every_command",
    ),
    "private matters in a group": (
        "test_people: test_a_private_matter_in_a_group_leads_to_the_private_chat",
        "test_people: test_a_private_button_pressed_in_a_group_leads_to_the_private_chat",
        "test_reports: test_a_report_sent_in_a_group_is_not_kept_and_leads_to_the_private_chat",
        "test_dues: test_in_a_group_dues_lead_to_the_private_chat_and_show_nothing",
    ),
    "stickers, voice, polls": (
        "test_bad_words: test_what_is_no_text_is_answered_outside_of_any_dialog",
        "test_bad_words: test_what_is_no_text_does_not_become_part_of_a_report",
        "test_bad_words: test_what_is_no_text_is_no_answer_to_a_form",
        "test_broadcasts_content: test_what_cannot_be_sent_on_is_refused_and_asked_again",
    ),
    "edits of old messages": (
        "test_bad_words: test_an_edited_message_changes_nothing_and_says_so",
        "test_bad_words: test_in_a_group_an_edited_message_is_nobodys_business",
    ),
    "5,000 characters": (
        "test_bad_words: test_five_thousand_characters_of_a_report_arrive_whole",
        "test_bad_words: test_five_thousand_characters_are_no_short_answer_and_neither_is_their_end",
        "test_broadcasts_content: test_what_is_too_long_is_not_taken_and_what_fits_arrives_whole",
        "simulator/test_updates: test_a_long_text_goes_as_several_messages",
    ),
    "empty text, only spaces": (
        "test_bad_words: test_spaces_and_invisible_characters_are_no_words",
        "test_bad_words: test_what_nobody_could_see_is_not_sent_to_anybody",
        "rules/test_typed: test_what_nobody_sees_is_empty",
        "test_reports_read: test_an_empty_report_is_not_handed_in",
        "simulator/test_updates: test_what_people_cant_write",
    ),
    "right-to-left and emoji": (
        "test_bad_words: test_a_topic_of_any_script_stands_on_the_card_and_turns_nothing",
        "test_bad_words: test_a_report_of_any_script_is_kept_letter_for_letter",
        "test_bad_rosters: test_names_of_any_script_are_people_and_full_width_digits_are_numbers",
    ),
    "old and foreign buttons": (
        "test_people: test_an_old_or_foreign_button_is_answered",
        "test_bad_buttons: test_data_that_no_button_of_ours_holds_is_answered_as_out_of_date",
        "test_bad_buttons: test_a_button_of_what_does_not_exist_is_answered_and_changes_nothing",
        "test_bad_buttons: test_somebody_elses_card_forwarded_shows_nothing_of_the_other",
        "test_bad_buttons: test_somebody_elses_report_cannot_be_opened_or_sent_by_its_button",
        "test_bad_buttons: test_a_button_below_a_message_that_is_gone_shows_its_card_anew",
    ),
    "double taps": (
        "test_forms: test_confirming_twice_does_it_once",
        "test_bad_buttons: test_taps_in_quick_succession_leave_the_last_answer",
        "test_broadcasts: test_a_double_tap_on_confirm_sends_once",
        "test_dues: test_confirming_twice_says_what_is_true_and_counts_once",
    ),
    "taps after closing": (
        "test_ballots_closed: test_taps_after_the_end_say_so_and_change_nothing",
        "test_meetings_answers: test_answers_end_with_the_start",
    ),
    "a meeting in the past, end before start": (
        "test_bad_words: test_a_meeting_in_the_past_or_ending_before_its_start_is_asked_again",
        "test_meetings: test_a_time_that_passes_while_the_form_is_open_is_asked_again",
    ),
    "base 0, negative, text, 1e9": (
        "test_dues_ledger: test_a_base_that_is_none_is_asked_again_with_the_reason",
        "test_bad_rosters: test_a_bad_row_is_named_and_nothing_is_imported",
    ),
    "roster with repeated names, unknown post, bad dates, two secretaries": (
        "test_bad_rosters: test_a_bad_row_is_named_and_nothing_is_imported",
        "test_people: test_an_imported_second_secretary_is_refused_with_nothing_imported",
    ),
    "wrong file type": (
        "test_bad_rosters: test_a_document_a_picture_and_an_empty_file_are_no_roster",
        "test_bad_rosters: test_the_encodings_that_offices_save_in_are_read",
        "test_bad_rosters: test_a_formula_counts_by_its_value_and_an_equals_sign_in_a_name_is_a_name",
    ),
    "10,000 rows": ("test_bad_rosters: test_ten_thousand_rows_are_refused_at_once",),
    "a 60 MB file": (
        "test_bad_rosters: test_a_file_of_sixty_megabytes_goes_out_because_it_is_never_fetched",
        "test_bad_rosters: test_a_file_where_words_are_asked_for_is_refused_whatever_its_size",
    ),
    "database locked": ("process/test_disk: test_a_database_that_another_program_holds_is_waited_for",),
    "disk full": ("process/test_disk: test_a_full_disk_loses_nothing_and_work_goes_on_when_there_is_room",),
    "missing key": (
        "process/test_disk: test_without_its_keys_the_bot_does_not_start_and_says_how_to_mend_it",
        "process/test_disk: test_keys_that_go_away_while_it_runs_stop_what_needs_them_and_back_again_nothing_is_lost",
    ),
}


def _tests(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize("phrase", STORIES)
def test_every_phrase_of_the_list_has_its_stories(phrase: str) -> None:
    for story in STORIES[phrase]:
        file, _, name = story.partition(": ")
        path = TESTS / f"{file}.py" if "/" in file else TESTS / "stories" / f"{file}.py"
        assert name in _tests(path), story
