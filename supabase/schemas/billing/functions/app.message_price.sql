-- What an attempt to send the message costs now, in credits: by the category of its template, or as an answer in free text.
create function app.message_price(p_message public.conversation_messages)
returns integer
language plpgsql
stable
set search_path = ''
as $$
declare
  v_category text := 'service';
begin
  if p_message.content ? 'template' then
    select lower(btrim(t.category)) into v_category from public.message_templates t
    where t.tenant_id = p_message.tenant_id and t.id = (p_message.content #>> '{template,id}')::uuid;
  end if;
  return app.credits_of(p_message.provider, v_category);
end;
$$;
revoke execute on function app.message_price(public.conversation_messages) from public, anon, authenticated;
