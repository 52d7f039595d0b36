create function public.answer_privacy_request(p_tenant_id uuid, p_id uuid, p_state text, p_answer text)
returns public.privacy_requests
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.privacy_requests;
begin
  perform app.require_admin(p_tenant_id);
  if coalesce(p_state, '') not in ('done', 'refused') or char_length(btrim(coalesce(p_answer, ''))) not between 3 and 2000 then
    raise sqlstate 'PT400' using message = 'invalid_privacy_request';
  end if;
  update public.privacy_requests r set state = p_state, answer = btrim(p_answer), answered_at = now(), answered_by = auth.uid()
  where r.tenant_id = p_tenant_id and r.id = p_id and r.state = 'open' returning * into v_row;
  if found then
    perform app.audit(p_tenant_id, 'privacy_request.answered', 'privacy_request', p_id::text, null, jsonb_build_object('state', p_state));
    perform app.check_privacy(p_tenant_id);
    -- the answer stays on the page of the request, which the link of the first mail opens
    if v_row.email is not null then
      perform app.send_email(p_tenant_id, 'privacy_request', v_row.email, jsonb_build_object('clinic', t.name, 'step', 'answered',
        'protocol', app.privacy_protocol(p_id), 'kind', v_row.kind, 'slug', t.slug), 'privacy:answer:' || p_id)
      from public.tenants t where t.id = p_tenant_id;
    end if;
    perform app.broadcast(p_tenant_id, 'privacy', jsonb_build_object('id', p_id));
    return v_row;
  end if;
  select * into v_row from public.privacy_requests r where r.tenant_id = p_tenant_id and r.id = p_id;
  if not found then
    raise sqlstate 'PT404' using message = 'privacy_request_not_found';
  end if;
  return v_row;
end;
$$;
comment on function public.answer_privacy_request(uuid, uuid, text, text) is
  'Caller: owner or administrators. Ends a request (done, refused) with what was answered; one that is over stays as it is. Whoever handed it in by the page gets an e-mail and sees the answer there. Errors: PT400 invalid_privacy_request, PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 privacy_request_not_found.';
revoke execute on function public.answer_privacy_request(uuid, uuid, text, text) from public, anon, authenticated;
grant execute on function public.answer_privacy_request(uuid, uuid, text, text) to authenticated;
