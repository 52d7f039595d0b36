create function public.save_optout_keyword(p_tenant_id uuid, p_id uuid, p_word text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_word text := app.bare_words(p_word);
begin
  perform app.require_leader(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  elsif v_word is null or char_length(v_word) not between 3 and 40 or v_word !~ '[a-z]' then
    raise sqlstate 'PT400' using message = 'invalid_keyword', hint = 'Three to forty letters, more than a greeting.';
  end if;
  -- one writer a clinic: of two with one word the second is refused
  perform pg_advisory_xact_lock(hashtextextended('conversation_optout_keywords:' || p_tenant_id, 0));
  if exists (select from app.opt_words o where o.word = v_word) or exists (
    select from public.conversation_optout_keywords k where k.tenant_id = p_tenant_id and k.word = v_word and k.id <> p_id) then
    raise sqlstate 'PT409' using message = 'keyword_exists', detail = v_word;
  elsif app.is_answer_word(v_word) then
    raise sqlstate 'PT409' using message = 'keyword_answers_reminders', detail = v_word;
  elsif (select count(*) from public.conversation_optout_keywords k where k.tenant_id = p_tenant_id and k.id <> p_id) >= 50 then
    raise sqlstate 'PT409' using message = 'too_many_keywords', detail = '50';
  end if;
  insert into public.conversation_optout_keywords (tenant_id, id, word, created_by) values (p_tenant_id, p_id, v_word, auth.uid())
  on conflict (tenant_id, id) do update set word = excluded.word;
  return jsonb_build_object('id', p_id, 'word', v_word);
end;
$$;
comment on function public.save_optout_keyword(uuid, uuid, text) is
  'Caller: owner, admin, supervisor. A word of the clinic that opts out whoever writes nothing else; kept without accents and in lower case. p_id comes from the client. Answers {id, word}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_keyword, PT409 keyword_exists, PT409 keyword_answers_reminders, PT409 too_many_keywords.';
revoke execute on function public.save_optout_keyword(uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.save_optout_keyword(uuid, uuid, text) to authenticated;
