-- Gives the lease of a claimed send back: an earlier message goes first.
create function app.wait_in_line(p_job app.jobs, p_message public.conversation_messages)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_message public.conversation_messages;
begin
  update app.jobs j set
    attempts = greatest(j.attempts - 1, 0), run_at = now() + app.line_look(), lease_token = null, leased_until = null
  where j.tenant_id = p_job.tenant_id and j.id = p_job.id;
  if p_message.next_attempt_at is not null then
    update public.conversation_messages m set next_attempt_at = null
    where m.tenant_id = p_message.tenant_id and m.id = p_message.id and m.status in ('queued', 'sending')
    returning * into v_message;
    if found then
      perform app.publish_message(v_message);
    end if;
  end if;
  perform app.hurry_line(p_message.tenant_id, p_message.thread_id);
end;
$$;
revoke execute on function app.wait_in_line(app.jobs, public.conversation_messages) from public, anon, authenticated;
