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
  return coalesce((
    select p.credits from public.channel_prices p
    where p.kind = p_message.provider and p.category in (v_category, 'any') and p.valid_from <= now()
    order by p.category = 'any', p.valid_from desc limit 1), 0);
end;
$$;
revoke execute on function app.message_price(public.conversation_messages) from public, anon, authenticated;
