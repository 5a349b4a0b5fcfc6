package dev.portcullis.command;

import dev.portcullis.client.PortcullisClient;
import dev.portcullis.console.Simulator;
import dev.portcullis.simulate.Simulation;
import dev.portcullis.simulate.Traffic;
import java.util.concurrent.ThreadLocalRandom;

/** The console's "Simulate people". */
final class SimulatedPeople implements Simulator {
    @Override
    public AutoCloseable start(PortcullisClient operator) {
        Simulation simulation = new Simulation(
                operator, Traffic.ordinary(ThreadLocalRandom.current().nextLong()));
        simulation.start();
        return simulation;
    }
}
