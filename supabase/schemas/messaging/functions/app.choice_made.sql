create function app.choice_made(p_asked public.conversation_messages, p_answer public.conversation_messages)
returns integer
language sql
stable
set search_path = ''
as $$
  select o.place::integer
  from jsonb_array_elements(coalesce(p_asked.content -> 'choices', '[]')) with ordinality o (x, place)
  where case
    when p_answer.content ? 'id' then p_answer.content ->> 'id' = o.x ->> 'id'
    when char_length(p_answer.body) > 60 then false
    else app.fold_text(p_answer.body) = app.fold_text(o.x ->> 'title')
      or substring(btrim(p_answer.body) from '^([0-9]{1,2})[.) ]?$') = o.place::text end
  order by o.place limit 1;
$$;
comment on function app.choice_made(public.conversation_messages, public.conversation_messages) is
  'Which of the choices of a message another one takes, from 1 on: by a press, its number or its words; NULL where it takes none.';
revoke execute on function app.choice_made(public.conversation_messages, public.conversation_messages) from public, anon, authenticated;
