package com.example.host;

import java.net.URI;
import java.security.Principal;
import java.util.List;

import jakarta.servlet.http.HttpSession;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
class OrderController {

	private final JdbcClient jdbc;

	OrderController(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@GetMapping("/orders/{orderNumber}")
	Order find(@PathVariable int orderNumber, @RequestParam(defaultValue = "nobody") String customer) {
		return new Order(orderNumber, customer);
	}

	@GetMapping("/open/orders")
	List<Order> list() {
		return List.of(new Order(1, "ann"), new Order(2, "bob"));
	}

	@PostMapping("/orders")
	ResponseEntity<Order> create(@RequestBody Order order) {
		return ResponseEntity.created(URI.create("/orders/" + order.orderNumber())).body(order);
	}

	@DeleteMapping("/orders/{orderNumber}")
	ResponseEntity<Void> delete(@PathVariable int orderNumber) {
		return ResponseEntity.noContent().build();
	}

	@Transactional
	@PostMapping("/orders/fail")
	void fail() {
		this.jdbc.sql("INSERT INTO delivery (id, address) VALUES ('rolled back', 'nowhere')").update();
		throw new IllegalStateException("The host's own failure");
	}

	@GetMapping("/open/teapot")
	void teapot() {
		throw new ResponseStatusException(HttpStatus.I_AM_A_TEAPOT);
	}

	@GetMapping("/open/deliveries")
	long deliveries() {
		return this.jdbc.sql("SELECT count(*) FROM delivery WHERE address = 'nowhere'").query(Long.class).single();
	}

	@GetMapping("/session")
	String session(HttpSession session, Principal user) {
		return user.getName() + " " + session.isNew();
	}

	@ExceptionHandler
	ResponseEntity<String> failed(IllegalStateException failure) {
		return ResponseEntity.status(HttpStatus.CONFLICT).body(failure.getMessage());
	}

	record Order(int orderNumber, String customerName) {

	}

}
