-- The words that leave: who speaks, the first time; and what was proposed, when the model left it out.
create function app.turn_text(p_turn public.ai_turns, p_text text, p_introduces boolean)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_settings public.ai_settings := app.assistant_settings_of(p_turn.tenant_id);
  v_text text := btrim(app.normalize_lines(left(p_text, 3000)));
  v_words text := (select r.words from public.ai_proposals r
    where r.tenant_id = p_turn.tenant_id and r.turn_id = p_turn.id and r.state = 'open' limit 1);
begin
  if v_words is not null and position(v_words in v_text) = 0 then
    v_text := btrim(v_text || E'\n\n' || v_words, E'\n ');
  end if;
  if p_introduces and v_text <> '' and not exists (
    select from public.ai_conversations c
    where c.tenant_id = p_turn.tenant_id and c.thread_id = p_turn.thread_id and c.introduced_at is not null)
  then
    v_text := coalesce(v_settings.greeting || E'\n', '') || 'Sou ' || v_settings.name || ', assistente virtual da '
      || (select t.name from public.tenants t where t.id = p_turn.tenant_id)
      || E'. Se preferir falar com uma pessoa, é só pedir.\n\n' || v_text;
  end if;
  return v_text;
end;
$$;
comment on function app.turn_text(public.ai_turns, text, boolean) is
  'What is sent of an answer: the person is told, once, that an assistant answers and that they may refuse it.';
revoke execute on function app.turn_text(public.ai_turns, text, boolean) from public, anon, authenticated;
