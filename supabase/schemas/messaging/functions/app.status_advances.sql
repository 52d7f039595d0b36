-- Status ladder: queued < sending < sent < delivered < read. A failure stands beside sent: it can replace what came
-- before delivery, and only a proof of delivery replaces it.
create function app.status_advances(p_from text, p_to text)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_to = 'failed' then
    return p_from in ('queued', 'sending', 'sent');
  end if;
  return array_position(array['queued', 'sending', 'sent', 'delivered', 'read'], p_to)
    > array_position(array['queued', 'sending', 'sent', 'delivered', 'read'], case p_from when 'failed' then 'sent' else p_from end);
end;
$$;
comment on function app.status_advances(text, text) is 'True when an outbound message in p_from may go to p_to.';
revoke execute on function app.status_advances(text, text) from public, anon, authenticated;
grant execute on function app.status_advances(text, text) to service_role;
